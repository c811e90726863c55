import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.ts';
import type { FileRepository, StoredFile } from './files.ts';
import { inputsFolder, type InputPart } from './inputs.ts';

/**
 * Looks through a whole workspace: the database's pages, references between rows, and the presence and size of every
 * file. Reads everything in the database, so it takes a while on a large one.
 *
 * @returns a sentence for each problem
 */
export function checkWorkspace(connection: Connection, files: FileRepository, folder: string): readonly string[] {
  const integrity = connection
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
    .map((line) => `The database is damaged: ${line}.`);
  const references = connection
    .all<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check')
    .map((row) => `Row ${row.rowid} of ${row.table} refers to something that is not in ${row.parent}.`);
  // Rows of an import come before the runs they belong to
  const isImporting = connection.get('SELECT 1 FROM imports LIMIT 1') !== undefined;
  const doubtful = files.list().filter((file) => fileProblem(file) !== undefined);
  // Another process may have replaced a checkpoint between the row and the look at its file: then the row is gone too
  const kept = doubtful.length === 0 ? [] : files.list();
  const missing = kept
    .filter(({ sha256 }) => doubtful.some((file) => file.sha256 === sha256))
    .flatMap((file) => fileProblem(file) ?? []);
  return [...integrity, ...(isImporting ? [] : references), ...missing, ...inputProblems(connection, folder)];
}

function inputProblems(connection: Connection, folder: string): readonly string[] {
  return connection
    .all<InputPart & { key: string }>('SELECT DISTINCT folder AS key, name, bytes, sha256 FROM inputs')
    .flatMap(({ key, name, bytes }) => fileProblem({ path: join(inputsFolder(folder), key, name), bytes }) ?? []);
}

function fileProblem({ path, bytes }: Pick<StoredFile, 'path' | 'bytes'>): string | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === bytes) return undefined;
  return size === undefined
    ? `The file ${path} is missing.`
    : `The file ${path} has ${size} bytes instead of ${bytes}.`;
}
