import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isDiskFull, LabError } from '../contract/errors.ts';

function unwritable(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  if (isDiskFull(code)) {
    return new LabError(
      'disk-full',
      `There is no room on the disk for ${path}.`,
      'Free some space and try again; what was there before is unchanged.',
      { cause: error },
    );
  }
  if (code === 'EISDIR') {
    return new LabError('invalid-argument', `${path} is a folder, not a file.`, 'Give the path of a file.', {
      cause: error,
    });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LabError(
      'missing-file',
      `There is no folder ${dirname(path)}.`,
      'Make the folder, or give another one.',
      {
        cause: error,
      },
    );
  }
  return new LabError(
    'store-unusable',
    `${path} cannot be written (${code}).`,
    'Check the permissions of its folder.',
    {
      cause: error,
    },
  );
}

/**
 * Writes a file so that its name holds either what it held before or all of the new bytes, also when the process is
 * killed or the disk is full: into a neighbour of another name, to the disk, then renamed. A process that is killed
 * may leave the neighbour, `.NAME.PROCESS-THREAD.partial`.
 *
 * @param parts the bytes, one part after another
 * @throws LabError `disk-full`, `missing-file` when the folder is not there, `invalid-argument` when the name is that of a
 * folder, `store-unusable` otherwise
 */
export function writeFileWhole(path: string, parts: Iterable<Uint8Array>): void {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}-${threadId}.partial`);
  try {
    const descriptor = openSync(partial, 'w');
    try {
      for (const part of parts) writeAll(descriptor, part);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw unwritable(path, error);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    done += writeSync(descriptor, bytes, done, Math.min(bytes.length - done, 2 ** 30));
  }
}
