import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull, LabError } from '../../contract/errors.ts';
import { writeFileWhole } from '../../data/write-file.ts';

/**
 * Writes files into a folder, all or none: first into a folder of their own in it, then renamed one after another, in this
 * order. A process that is killed may leave that folder, `.export-XXXXXX`.
 *
 * @throws LabError as `writeFileWhole`; 'store-unusable' where the folder cannot be written into
 */
export function writeTogether(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const staging = unlessFailed(folder, () => mkdtempSync(join(folder, '.export-')));
  try {
    for (const [file, bytes] of files) writeFileWhole(join(staging, file), [bytes]);
    unlessFailed(folder, () => {
      for (const file of files.keys()) renameSync(join(staging, file), join(folder, file));
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function unlessFailed<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new LabError(
      isDiskFull(code) ? 'disk-full' : 'store-unusable',
      `The folder ${folder} cannot be written into (${code}).`,
      'Check its permissions and the room on its disk, or give another folder.',
      { cause: error },
    );
  }
}
