import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LabError } from '../contract/errors.ts';

/** Which of the two file errors a reader reports: data sets and weights have different next steps. */
export type FileErrorCode = 'invalid-data-file' | 'invalid-weights-file';

export interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  readonly byteLength: number;
  readonly errorCode: FileErrorCode;
}

function unreadable(path: string, what: string, error: unknown): LabError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LabError('missing-file', `There is no ${what} at ${path}.`, 'Check the path, or put the file there.', {
      cause: error,
    });
  }
  return new LabError(
    'missing-file',
    `The ${what} at ${path} cannot be opened (${code ?? String(error)}).`,
    'Check the permissions of the file and of its folder.',
    { cause: error },
  );
}

/**
 * Opens a regular file, hands it to `use`, and closes it whatever happens.
 *
 * @param what the file's role in a sentence, for example "CIFAR-10 batch"
 * @throws LabError `missing-file` when it is not there or not allowed; `errorCode` when it is a folder or a device
 */
export function withOpenFile<Result>(
  path: string,
  what: string,
  errorCode: FileErrorCode,
  use: (file: OpenFile) => Result,
): Result {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, what, error);
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) {
      throw new LabError(errorCode, `${path} is not a file, so it is no ${what}.`, 'Give the path of the file itself.');
    }
    return use({ path, descriptor, byteLength: status.size, errorCode });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads exactly `byteLength` bytes from `position` into memory of their own (so that typed arrays over them are aligned).
 *
 * @throws LabError with the file's code when it ends earlier, as it does when something shortens it meanwhile
 */
export function readExactly(file: OpenFile, position: number, byteLength: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength);
  let done = 0;
  while (done < byteLength) {
    const count = readOrRefuse(file, bytes, done, position + done);
    if (count === 0) {
      throw new LabError(
        file.errorCode,
        `${file.path} ends at byte ${position + done} while ${byteLength - done} more bytes were expected.`,
        'Fetch the file again: it is cut short.',
      );
    }
    done += count;
  }
  return bytes;
}

function readOrRefuse(file: OpenFile, bytes: Uint8Array, offset: number, position: number): number {
  try {
    // One call may read at most 2 GiB
    return readSync(file.descriptor, bytes, offset, Math.min(bytes.length - offset, 2 ** 30), position);
  } catch (error) {
    throw new LabError(
      file.errorCode,
      `${file.path} cannot be read at byte ${position} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      'Check the disk, or fetch the file again.',
      { cause: error },
    );
  }
}

/**
 * Reads a whole file of at most `maximumBytes`.
 *
 * @throws LabError `missing-file`, or `errorCode` when the file is larger or cannot be read
 */
export function readWholeFile(
  path: string,
  what: string,
  errorCode: FileErrorCode,
  maximumBytes: number,
): Uint8Array<ArrayBuffer> {
  return withOpenFile(path, what, errorCode, (file) => {
    if (file.byteLength > maximumBytes) {
      throw new LabError(
        errorCode,
        `${path} has ${file.byteLength} bytes, more than the ${maximumBytes} a ${what} may have.`,
        'Check that the path names the right file.',
      );
    }
    return readExactly(file, 0, file.byteLength);
  });
}
