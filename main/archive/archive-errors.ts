import { isDiskFull, LabError } from '../contract/errors.ts';
import { isTooLong, nameTooLong } from '../store/name-too-long.ts';

/** @param reason what is wrong with it, without a full stop */
export function invalidArchive(path: string, reason: string, cause?: unknown): LabError {
  return new LabError(
    'invalid-archive',
    `The archive ${path} is refused: ${reason}.`,
    'Get the file again from where it came from; `npm run -s lab -- archive verify FILE` names everything that is wrong with it.',
    { cause },
  );
}

/** @param needs for example `format 2, while this one reads format 1` */
export function newerArchive(path: string, application: string, needs: string): LabError {
  return new LabError(
    'archive-newer',
    `The archive ${path} was written by Noisefloor ${application} and needs ${needs}.`,
    `Update the program to ${application} or newer.`,
  );
}

/** @throws LabError `stopped` when that was asked for */
export function assertGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new LabError(
    'stopped',
    'It was stopped before it was done; nothing was changed.',
    'Repeat it when it is wanted.',
  );
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** What the file system throws while an archive is read, as an expected error; anything else as it is. */
export function readingError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof LabError || !/^E[A-Z]+$/.test(code)) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LabError('missing-file', `There is no archive ${path}.`, 'Check the path.', { cause: error });
  }
  return new LabError(
    'missing-file',
    `The archive ${path} cannot be read (${code}).`,
    'Check that it is a file, and its permissions.',
    { cause: error },
  );
}

/** The same for one that is written. */
export function writingError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof LabError || !/^E[A-Z]+$/.test(code)) return error;
  if (isTooLong(error)) return nameTooLong(path, error);
  if (isDiskFull(code)) {
    return new LabError(
      'disk-full',
      `There is no space left for the archive ${path}; nothing of it was kept.`,
      'Free some space, or choose another disk, and repeat the command.',
      { cause: error },
    );
  }
  return new LabError(
    'invalid-argument',
    `The archive ${path} cannot be written (${code}).`,
    'Choose a file in a folder that is there and may be written to.',
    { cause: error },
  );
}

/** Another process took this one for dead. */
export function takenAway(): LabError {
  return new LabError(
    'lost',
    'This process was silent for so long that its import was taken back.',
    'Import the archive again.',
  );
}
