import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';

/** One step of the schema. Never changed once released; a new one is added instead. */
export interface Migration {
  /** Ascending; becomes the database's `user_version` */
  readonly number: number;
  readonly title: string;
  readonly up: (connection: Connection) => void;
}

/** "NoiF", in the header of every database of ours */
export const applicationId = 0x4e6f6946;

/** 0 for a new database */
export function schemaVersion(connection: Connection): number {
  return connection.get<{ user_version: number }>('PRAGMA user_version')!.user_version;
}

/** The schema that the migrations lead to */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0;
}

/**
 * Refuses what this version cannot read, before anything is written.
 *
 * @throws LabError `store-newer` for a database of a newer version, `store-unusable` for one of another program
 */
export function assertReadable(connection: Connection, migrations: readonly Migration[]): void {
  // One statement, so of one moment: another process may be making the database
  const { id, tables, version } = connection.get<{ id: number; tables: number; version: number }>(
    `SELECT count(*) AS tables, (SELECT application_id FROM pragma_application_id) AS id,
       (SELECT user_version FROM pragma_user_version) AS version
     FROM sqlite_schema`,
  )!;
  if (id !== applicationId && (id !== 0 || tables > 0)) {
    throw new LabError(
      'store-unusable',
      `The database ${connection.path} belongs to another program.`,
      'Choose another folder with --workspace.',
    );
  }
  if (version > latestVersion(migrations)) {
    throw new LabError(
      'store-newer',
      `The workspace ${connection.path} was written by a newer version (schema ${version}, this one knows ${latestVersion(migrations)}).`,
      'Update the program, or choose another folder with --workspace.',
    );
  }
}

/**
 * Brings a database to the newest schema in one transaction: all migrations or none. Two processes may try at once; the
 * second finds it done.
 *
 * @param beforeChange called with the old version, under the write lock, before a database that already has a schema changes
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  beforeChange: (version: number) => void,
): void {
  const latest = latestVersion(migrations);
  if (schemaVersion(connection) === latest) return;
  // Rebuilding a table drops it for a moment, which must not cascade. The pragma does nothing inside a transaction.
  connection.execute('PRAGMA foreign_keys = OFF');
  try {
    connection.transaction(() => {
      assertReadable(connection, migrations);
      const version = schemaVersion(connection);
      if (version === latest) return;
      if (version > 0) beforeChange(version);
      for (const migration of migrations) {
        if (migration.number > version) migration.up(connection);
      }
      const violations = connection.all('PRAGMA foreign_key_check');
      if (violations.length > 0) throw new Error(`Migrating left dangling references: ${JSON.stringify(violations)}`);
      connection.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${latest}`);
    });
  } finally {
    connection.execute('PRAGMA foreign_keys = ON');
  }
}
