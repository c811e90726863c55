import { join, resolve } from 'node:path';
import { archiveExtension } from '../contract/archive.ts';

export interface LaunchOptions {
  /** Absolute; absent when none was named */
  readonly workspace?: string;
  /** Absolute: a file to be opened, as by a double click on it */
  readonly archive?: string;
}

/**
 * What a start of the application asks for. Switches of Chromium and the path of the application stand among the words and
 * mean nothing here.
 *
 * @param words of the command line
 * @param folder that relative paths are of
 */
export function launchOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): LaunchOptions {
  const after = words.indexOf('--workspace');
  const joined = words.find((word) => word.startsWith('--workspace='))?.slice('--workspace='.length);
  const named = joined ?? (after < 0 ? undefined : words[after + 1]) ?? environment['NOISEFLOOR_WORKSPACE'];
  const archive = words.slice(1).find((word, index) => isArchive(word) && words[index] !== '--workspace');
  return {
    ...(named === undefined || named === '' ? {} : { workspace: resolve(folder, named) }),
    ...(archive === undefined ? {} : { archive: resolve(folder, archive) }),
  };
}

const isArchive = (word: string): boolean => word.endsWith(archiveExtension) && !word.startsWith('--');

/** Where the workspace is when none was named: beside where the command was given, or in the user's own folder. */
export function usualWorkspace({ isPackaged, home }: { readonly isPackaged: boolean; readonly home: string }): string {
  return isPackaged ? join(home, 'noisefloor-workspace') : resolve('noisefloor-workspace');
}
