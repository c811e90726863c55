import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { storeError } from './store-errors.ts';

/** A file a worker has written for the store to adopt. */
export interface IncomingFile {
  /** Absolute, or relative to the workspace's `incoming` folder */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface VerifiedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly extension: string;
}

/** Below it each session has a folder of its own. */
export function incomingRoot(folder: string): string {
  return join(folder, 'incoming');
}

function refused(path: string, reason: string): LabError {
  return new LabError(
    'invalid-weights-file',
    `The file ${path} was not taken into the workspace: ${reason}.`,
    'Check the disk, then resume the run from its last checkpoint.',
  );
}

function assertInside(folder: string, path: string): void {
  const inside = relative(realpathSync(incomingRoot(folder)), realpathSync(dirname(path)));
  if (inside.startsWith('..') || isAbsolute(inside)) {
    throw new Error(`The file ${path} does not lie in the incoming folder of its workspace`);
  }
}

function hashOfOpenFile(descriptor: number): string {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(1 << 20);
  for (;;) {
    const count = readSync(descriptor, chunk, 0, chunk.length, null);
    if (count === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, count));
  }
}

/** SHA-256 (hex) of a file, with little memory. Throws what Node does where it cannot be read. */
export function sha256OfFile(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    return hashOfOpenFile(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Checks that a file is what its writer announced, and makes its content survive a loss of power.
 *
 * @param folder of the workspace
 * @throws LabError `missing-file`; `invalid-weights-file` when size or hash differ; `disk-full`
 */
export function verifyIncoming(folder: string, file: IncomingFile): VerifiedFile {
  const path = resolve(incomingRoot(folder), file.path);
  let descriptor: number;
  try {
    assertInside(folder, path);
    descriptor = openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw storeError(error, path);
    throw new LabError(
      'missing-file',
      `The file ${path} that was to be taken into the workspace is not there.`,
      'Resume the run from its last checkpoint.',
      { cause: error },
    );
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size !== file.bytes) throw refused(path, `it has ${size} bytes instead of ${file.bytes}`);
    const sha256 = hashOfOpenFile(descriptor);
    if (sha256 !== file.sha256) throw refused(path, `its SHA-256 is ${sha256} instead of ${file.sha256}`);
    fsyncSync(descriptor);
  } catch (error) {
    throw storeError(error, path);
  } finally {
    closeSync(descriptor);
  }
  return { path, sha256: file.sha256, bytes: file.bytes, extension: extname(path) };
}
