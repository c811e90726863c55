import { rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskFull, LabError } from '../contract/errors.ts';
import { makeFolder } from './make-folder.ts';
import { isTooLong, nameTooLong } from './name-too-long.ts';

/**
 * Makes the folder that files are to be written into, where it is not there.
 *
 * @returns a function that removes what was made here, as far as nothing lies in it
 * @throws LabError `disk-full`; `invalid-argument` where it cannot be made
 */
export function makeOutputFolder(folder: string, nextStep = 'Give another folder to write into.'): () => void {
  let there: ReturnType<typeof whatIsAt>;
  try {
    there = whatIsAt(folder);
    if (there?.isDirectory() === true) return () => undefined;
    const missing = missingFolders(folder);
    makeFolder(folder);
    return () => removeEmpty(missing);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    if (isTooLong(error)) throw nameTooLong(folder, error);
    throw new LabError(
      isDiskFull(code) ? 'disk-full' : 'invalid-argument',
      there === undefined ? `The folder ${folder} cannot be made (${code}).` : `${folder} is a file, not a folder.`,
      nextStep,
      { cause: error },
    );
  }
}

const whatIsAt = (path: string) => statSync(path, { throwIfNoEntry: false });

/** That have to be made for a folder, the innermost first. */
function missingFolders(folder: string): readonly string[] {
  const above = dirname(folder);
  if (above === folder || whatIsAt(folder) !== undefined) return [];
  return [folder, ...missingFolders(above)];
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody has put something into it, or has removed it
      return;
    }
  }
}
