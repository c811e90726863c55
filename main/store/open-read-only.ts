import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';
import { latestVersion, schemaVersion, type Migration } from './migrate.ts';
import { mayNotBeWritten, storeError } from './store-errors.ts';

const elsewhere = 'Copy the folder to a place that may be written to, and give that with `--workspace`.';

/** A database with a write-ahead log cannot be opened where its companion files cannot be made; a copy in memory can. */
function openCopy(path: string): Database.Database {
  const bytes = readFileSync(path);
  // File format versions in the header: 2 asks for a write-ahead log, 1 does not
  bytes[18] = 1;
  bytes[19] = 1;
  return new Database(bytes, { readonly: true });
}

/**
 * Opens the database file of a workspace that is there, beside a writer that is alive, and where nothing may be written.
 *
 * @param timeout milliseconds to wait for another process's lock
 * @throws LabError `store-unusable` for a write-ahead log that cannot be read without writing: one whose `-shm` file is gone
 */
export function openReadOnly(path: string, timeout: number): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout });
  try {
    database.pragma('user_version');
    return database;
  } catch (error) {
    database.close();
    if (!mayNotBeWritten(storeError(error, path))) throw error;
    const hasLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (!hasLog) return openCopy(path);
    throw new LabError(
      'store-unusable',
      `The workspace ${dirname(path)} was copied or left while it was in use, which cannot be read where nothing may be written.`,
      elsewhere,
      { cause: error },
    );
  }
}

/** @throws LabError `store-unusable` for a schema that would have to be migrated first */
export function assertMigrated(connection: Connection, migrations: readonly Migration[]): void {
  if (schemaVersion(connection) >= latestVersion(migrations)) return;
  const { path } = connection;
  throw new LabError(
    'store-unusable',
    `The workspace ${path} was written by an older version and cannot be brought up to date read-only.`,
    isWritable(path) ? 'Open it for writing once, for example with `npm run -s lab -- runs list`.' : elsewhere,
  );
}

function isWritable(path: string): boolean {
  try {
    for (const each of [path, dirname(path)]) accessSync(each, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
