import { lstatSync, type Stats } from 'node:fs';
import { LabError } from '../contract/errors.ts';

const mostShown = 120;

/** Did the file system refuse a path for its length, or the length of a name in it? */
export function isTooLong(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG';
}

/** What is said of it. */
export function nameTooLong(path: string, cause: unknown): LabError {
  const letters = [...path];
  const shown = letters.length > mostShown ? `${letters.slice(0, mostShown).join('')}…` : path;
  return new LabError(
    'invalid-argument',
    `The name is too long: ${shown}`,
    'Choose a shorter one; most systems take names of up to 255 bytes.',
    { cause },
  );
}

/**
 * What is at a path, links not followed; undefined where there is nothing.
 *
 * @throws LabError 'invalid-argument' for a name that is too long
 */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw isTooLong(error) ? nameTooLong(path, error) : error;
  }
}
