import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { ModelChoice } from './study-network.ts';

/**
 * What a word means that is the name of an architecture or the path of a network's file.
 *
 * @param currentFolder where a relative path begins
 */
export function modelOf(word: string, currentFolder: string): ModelChoice {
  const path = isAbsolute(word) ? word : resolve(currentFolder, word);
  const isPath = /[/\\]/.test(word) || /\.[a-z]\w*$/i.test(word) || existsSync(path);
  return isPath ? { file: path } : { architecture: word };
}
