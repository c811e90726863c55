import { statSync } from 'node:fs';
import { LabError } from '../contract/errors.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Makes the folder that files are to be written into, where it is not there.
 *
 * @throws LabError `disk-full`; `invalid-argument` where it cannot be made
 */
export function makeOutputFolder(folder: string, nextStep = 'Give another folder to write into.'): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) return;
  try {
    makeFolder(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new LabError(
      code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'invalid-argument',
      there === undefined ? `The folder ${folder} cannot be made (${code}).` : `${folder} is a file, not a folder.`,
      nextStep,
      { cause: error },
    );
  }
}
