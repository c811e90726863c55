import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from './connection.ts';
import { filesFolder, findFile, pathOfFile, type FileKind } from './files.ts';
import type { VerifiedFile } from './incoming.ts';
import { storeError } from './store-errors.ts';
import { syncFolder } from './sync.ts';

interface Placement {
  readonly from: string;
  readonly to: string;
}

function isComplete(path: string, bytes: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes;
}

function move(folder: string, { from, to }: Placement): void {
  try {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    syncFolder(dirname(to));
    syncFolder(filesFolder(folder));
  } catch (error) {
    throw storeError(error, to);
  }
}

/** Under the write lock, so that nobody else can have begun to refer to the file meanwhile. */
function undo(connection: Connection, sha256: string, { from, to }: Placement): void {
  try {
    connection.transaction(() => {
      if (findFile(connection, sha256) === undefined) renameSync(to, from);
    });
  } catch {
    // A file without a row does no harm: it is removed when the workspace is opened next
  }
}

/**
 * Takes a verified file into the workspace and records it, in one transaction with whatever `record` writes.
 *
 * The file moves to its final place (one rename, made durable) before the row is committed, both under the database's
 * write lock. Killed at any point, there may be a file without a row, which the next opening removes; never a row without a
 * file. If recording fails the file goes back to where it was, so that the call can be repeated.
 *
 * @param folder of the workspace
 * @param record is handed the function that places the file and writes its row
 */
export function adoptFile(
  connection: Connection,
  folder: string,
  file: VerifiedFile,
  kind: FileKind,
  now: number,
  record: (place: () => void) => void,
): void {
  let placement: Placement | undefined;
  function place(): void {
    const known = findFile(connection, file.sha256);
    const to = pathOfFile(folder, file.sha256, known?.extension ?? file.extension);
    if (known !== undefined && isComplete(to, file.bytes)) return;
    move(folder, { from: file.path, to });
    if (known !== undefined) return;
    placement = { from: file.path, to };
    connection.run(
      'INSERT INTO files (sha256, bytes, extension, kind, added_at) VALUES (@sha256, @bytes, @extension, @kind, @now)',
      { sha256: file.sha256, bytes: file.bytes, extension: file.extension, kind, now },
    );
  }

  try {
    connection.transaction(() => record(place));
  } catch (error) {
    if (placement !== undefined) undo(connection, file.sha256, placement);
    throw error;
  }
  // Left where the same content was there already
  rmSync(file.path, { force: true });
}
