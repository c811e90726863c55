import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';

/** What a file is kept for. A `checkpoint` lives as long as a checkpoint refers to it. */
export type FileKind = 'checkpoint';

export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: FileKind;
  readonly addedAt: number;
  /** Where it lies; not to be changed */
  readonly path: string;
}

export interface FileRepository {
  /** @throws LabError `not-found` */
  get(sha256: string): StoredFile;
  /** Oldest first */
  list(): readonly StoredFile[];
}

export type FileRow = Omit<StoredFile, 'path'> & { readonly extension: string };

export const fileColumns = 'files.sha256, bytes, extension, kind, added_at AS addedAt';

/** @param folder of the workspace */
export function filesFolder(folder: string): string {
  return join(folder, 'files');
}

/** `files/ab/abcdef....safetensors`, below the workspace's folder */
export function pathOfFile(folder: string, sha256: string, extension: string): string {
  return join(filesFolder(folder), sha256.slice(0, 2), `${sha256}${extension}`);
}

/** The row of a file; `undefined` when nothing refers to such content. */
export function findFile(connection: Connection, sha256: string): FileRow | undefined {
  return connection.get<FileRow>(`SELECT ${fileColumns} FROM files WHERE sha256 = @sha256`, { sha256 });
}

/** @param folder of the workspace */
export function fileRepository(connection: Connection, folder: string): FileRepository {
  function storedFileOf({ extension, ...row }: FileRow): StoredFile {
    return { ...row, path: pathOfFile(folder, row.sha256, extension) };
  }

  return {
    get(sha256) {
      const row = findFile(connection, sha256);
      if (row === undefined) {
        throw new LabError(
          'not-found',
          `There is no file ${sha256} in this workspace.`,
          'It may have been dropped together with an older checkpoint; list the runs with `npm run -s lab -- runs list`.',
        );
      }
      return storedFileOf(row);
    },
    list: () => connection.all<FileRow>(`SELECT ${fileColumns} FROM files ORDER BY added_at`).map(storedFileOf),
  };
}
