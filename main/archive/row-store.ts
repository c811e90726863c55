import type { Connection } from '../store/connection.ts';
import { openDatabase } from '../store/database.ts';
import type { Migration } from '../store/migrate.ts';
import { migrations as allMigrations } from '../store/migrations/index.ts';
import { localTables } from './archived-tables.ts';
import { parseRow } from './row-text.ts';
import { columnsOf, type TableColumn } from './study-rows.ts';

/** A new store that takes the rows of an archive, with the schema that they were written with. */
export interface RowStore {
  /** Columns of a table; undefined where archives of this schema have no such table */
  columns(table: string): readonly TableColumn[] | undefined;
  /** Takes a line of a table. @returns what is wrong with it, without a full stop */
  take(table: string, line: string): string | undefined;
  /**
   * Ends taking rows and brings the store to the newest schema.
   *
   * @returns what is wrong with references between rows, without full stops
   */
  finish(): readonly string[];
  close(): void;
}

const mostProblems = 10;

/** What SQLite refuses of a row is a fault of the row. */
function rowProblem(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message: string };
  if (typeof code !== 'string' || !/^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code)) throw error;
  return `is refused by the store (${message})`;
}

function danglingReferences(connection: Connection): readonly string[] {
  return connection
    .all<{ table: string; parent: string }>('PRAGMA foreign_key_check')
    .slice(0, mostProblems)
    .map(
      ({ table, parent }) => `a row of rows/${table}.ndjson refers to something that is not in rows/${parent}.ndjson`,
    );
}

/**
 * Makes a store in an empty folder.
 *
 * @param schema number of the schema that the rows are of
 * @param migrations all there are; for tests
 */
export function createRowStore(
  folder: string,
  schema: number,
  migrations: readonly Migration[] = allMigrations,
): RowStore {
  const known = migrations.filter(({ number }) => number <= schema);
  const connection = openDatabase(folder, { migrations: known, temporary: true });
  const tables = new Map(
    connection
      .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .filter(({ name }) => !localTables.includes(name))
      .map(({ name }) => [name, columnsOf(connection, 'main', name)]),
  );
  connection.execute('PRAGMA foreign_keys = OFF; BEGIN');
  const statements = new Map(
    [...tables].map(([name, columns]) => {
      const names = columns.map((column) => column.name);
      return [name, `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map((each) => `@${each}`).join(', ')})`];
    }),
  );
  return {
    columns: (table) => tables.get(table),
    take(table, line) {
      const row = parseRow(line, tables.get(table)!);
      if (typeof row === 'string') return row;
      try {
        connection.run(statements.get(table)!, row);
        return undefined;
      } catch (error) {
        return rowProblem(error);
      }
    },
    finish() {
      const dangling = danglingReferences(connection);
      if (dangling.length > 0) return dangling;
      // Nobody here is going to do it
      connection.execute(`UPDATE runs SET status = 'stopped' WHERE status = 'queued';
        UPDATE runs SET trashed_at = NULL; UPDATE studies SET trashed_at = NULL; COMMIT`);
      connection.close();
      openDatabase(folder, { migrations, temporary: true }).close();
      return [];
    },
    close: () => connection.close(),
  };
}
