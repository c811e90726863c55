import { readdirSync, rmSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.ts';
import { filesFolder, findFile, pathOfFile, type FileRow } from './files.ts';
import { incomingRoot } from './incoming.ts';
import { inputsFolder } from './inputs.ts';

const fileName = /^[0-9a-f]{64}(\.[^.]*)?$/;
const inputFolderName = /^[0-9a-f]{64}$/;

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Files named like content that no row refers to. Foreign files in between are left alone. */
function orphans(connection: Connection, folder: string): readonly string[] {
  const rows = connection.all<Pick<FileRow, 'sha256' | 'extension'>>('SELECT sha256, extension FROM files');
  const expected = new Set(rows.map((row) => pathOfFile(folder, row.sha256, row.extension)));
  return entriesOf(filesFolder(folder))
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      entriesOf(join(filesFolder(folder), entry.name))
        .filter((file) => file.isFile() && fileName.test(file.name))
        .map((file) => join(filesFolder(folder), entry.name, file.name)),
    )
    .filter((path) => !expected.has(path));
}

/** Folders of inputs that no study has. */
function orphanInputs(connection: Connection, folder: string): readonly string[] {
  const found = entriesOf(inputsFolder(folder)).filter(
    (entry) => entry.isDirectory() && inputFolderName.test(entry.name),
  );
  if (found.length === 0) return [];
  const kept = new Set(connection.all<{ folder: string }>('SELECT folder FROM inputs').map((row) => row.folder));
  return found.filter(({ name }) => !kept.has(name)).map(({ name }) => join(inputsFolder(folder), name));
}

/** What sessions that are gone have left in the incoming folder. */
function leftovers(connection: Connection, folder: string): readonly string[] {
  const tokens = new Set(connection.all<{ token: string }>('SELECT token FROM owners').map((owner) => owner.token));
  return entriesOf(incomingRoot(folder))
    .filter((entry) => !tokens.has(entry.name))
    .map((entry) => join(incomingRoot(folder), entry.name));
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Still open elsewhere, on Windows: the next opening tries again
  }
}

/**
 * Removes files without a row and what dead sessions were writing. Files become part of the workspace under the same
 * write lock (see adopt-file.ts), so nothing is removed that is about to be referred to.
 */
export function collectGarbage(connection: Connection, folder: string): void {
  // Without the lock at first: mostly there is nothing to do, and a reader should not wait for a writer
  const garbage = (): readonly string[] =>
    [orphans, orphanInputs, leftovers].flatMap((find) => find(connection, folder));
  if (garbage().length === 0) return;
  connection.transaction(() => garbage().forEach(remove));
}

export interface ReleasedFile {
  readonly sha256: string;
  readonly path: string;
}

/** Deletes the rows of files nothing refers to any more, in the caller's transaction. */
export function releaseFiles(connection: Connection, folder: string): readonly ReleasedFile[] {
  return connection
    .all<Pick<FileRow, 'sha256' | 'extension'>>(
      `DELETE FROM files WHERE kind = 'checkpoint'
         AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE checkpoints.sha256 = files.sha256)
       RETURNING sha256, extension`,
    )
    .map((row) => ({ sha256: row.sha256, path: pathOfFile(folder, row.sha256, row.extension) }));
}

/** Removes released files, after the commit that released them. What fails is left to the next opening. */
export function removeReleased(connection: Connection, released: readonly ReleasedFile[]): void {
  if (released.length === 0) return;
  try {
    connection.transaction(() => {
      for (const { sha256, path } of released) {
        // Somebody may have stored the same content again
        if (findFile(connection, sha256) === undefined) remove(path);
      }
    });
  } catch {
    // The lock was not to be had
  }
}
