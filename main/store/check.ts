import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';
import type { FileRepository } from './files.ts';

/**
 * Looks through a whole workspace: the database's pages, references between rows, and the presence and size of every
 * file. Reads everything in the database, so it takes a while on a large one.
 *
 * @returns a sentence for each problem
 */
export function checkWorkspace(connection: Connection, files: FileRepository): readonly string[] {
  const integrity = connection
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
    .map((line) => `The database is damaged: ${line}.`);
  const references = connection
    .all<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check')
    .map((row) => `Row ${row.rowid} of ${row.table} refers to something that is not in ${row.parent}.`);
  const missing = files.list().flatMap((file) => {
    const size = statSync(file.path, { throwIfNoEntry: false })?.size;
    if (size === file.bytes) return [];
    return [
      size === undefined
        ? `The file ${file.path} is missing.`
        : `The file ${file.path} has ${size} bytes instead of ${file.bytes}.`,
    ];
  });
  return [...integrity, ...references, ...missing];
}
