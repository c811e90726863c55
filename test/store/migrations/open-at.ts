import { onTestFinished } from 'vitest';
import type { Connection } from '../../../main/store/connection.ts';
import { openDatabase } from '../../../main/store/database.ts';
import { migrations } from '../../../main/store/migrations/index.ts';

/** Opens a database at the schema a migration leaves. */
export function openAt(folder: string, number: number): Connection {
  const known = migrations.filter((migration) => migration.number <= number);
  const connection = openDatabase(folder, { migrations: known });
  onTestFinished(() => connection.close());
  return connection;
}

export function tablesOf(connection: Connection): readonly string[] {
  return connection
    .all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .map((table) => table.name);
}

/** A study and a run of it, as the first schema holds them. */
export function insertRun(connection: Connection): void {
  connection.execute(`
    INSERT INTO studies (id, name, notes, specification, specification_sha256, source, created_at)
      VALUES (1, 'study', '', '{}', 'aa', '', 5);
    INSERT INTO configurations VALUES ('bb', '{}');
    INSERT INTO runs (id, study_id, kind, seed, configuration_sha256, status, created_at, command)
      VALUES (1, 1, 'train', 1, 'bb', 'queued', 6, 'lab run');
  `);
}
