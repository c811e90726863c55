import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LabError } from '../contract/errors.ts';
import { assertUnused } from './assert-unused.ts';
import { backUp } from './backup.ts';
import { connect, type Connection } from './connection.ts';
import { makeFolder } from './make-folder.ts';
import { assertReadable, migrate, type Migration } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import { assertNodeVersion } from './node-version.ts';
import { assertMigrated, openReadOnly } from './open-read-only.ts';
import { storeError } from './store-errors.ts';

export const databaseName = 'noisefloor.sqlite';

export interface DatabaseOptions {
  readonly readOnly?: boolean;
  /** How long to wait for another process's lock */
  readonly busyTimeoutMs?: number;
  readonly migrations?: readonly Migration[];
  /** It is thrown away soon: nothing of it has to survive a loss of power, and no backup is made */
  readonly temporary?: boolean;
  readonly now?: () => number;
}

const defaultBusyTimeoutMs = 10_000;
const walPauseMs = 20;

/**
 * Changing the journal mode needs the whole file for a moment, and SQLite does not always wait for it when two processes
 * open a new database at once.
 */
function useWriteAheadLog(connection: Connection, timeoutMs: number): void {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      const mode = connection.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL')!.journal_mode;
      if (mode === 'wal') return;
      throw new LabError(
        'store-unusable',
        `The file system of ${connection.path} cannot hold a database that several processes use (journal mode ${mode}).`,
        'Choose a folder on a local disk with --workspace.',
      );
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'store-busy') || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, walPauseMs);
    }
  }
}

function openFile(path: string, folder: string, options: DatabaseOptions): Database.Database {
  const timeout = options.busyTimeoutMs ?? defaultBusyTimeoutMs;
  try {
    if (options.readOnly !== true) {
      makeFolder(folder);
      return new Database(path, { timeout });
    }
    if (statSync(path, { throwIfNoEntry: false }) === undefined) {
      throw new LabError(
        'missing-file',
        `There is no workspace at ${folder}.`,
        'Check the folder given with --workspace; `lab run` makes a new one.',
      );
    }
    return openReadOnly(path, timeout);
  } catch (error) {
    throw storeError(error, path, options.readOnly === true ? 'Reading' : 'Writing to');
  }
}

/**
 * Opens the database of a workspace, makes it where there is none, and brings it to the newest schema (with a backup
 * before). Several processes may have it open.
 *
 * @param folder made when it does not exist, unless `readOnly`
 * @throws LabError `store-newer`, `store-unusable` (damaged, of another program, not writable, too old to be read without
 *   migrating), `store-busy`, `disk-full`, `missing-file` (read-only and not there)
 */
export function openDatabase(folder: string, options: DatabaseOptions = {}): Connection {
  assertNodeVersion();
  const path = join(folder, databaseName);
  const migrations = options.migrations ?? allMigrations;
  const connection = connect(openFile(path, folder, options), path, options.temporary);
  try {
    assertReadable(connection, migrations);
    if (options.readOnly === true) {
      assertMigrated(connection, migrations);
      return connection;
    }
    useWriteAheadLog(connection, options.busyTimeoutMs ?? defaultBusyTimeoutMs);
    connection.execute('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864');
    const now = options.now ?? Date.now;
    migrate(connection, migrations, (version) => {
      assertUnused(connection, now());
      if (options.temporary !== true) backUp(path, version, now());
    });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
