import type Database from 'better-sqlite3';
import { storeError } from './store-errors.ts';

/**
 * How much of a transaction a loss of power may take. `durable`: nothing once it is committed (synchronous = FULL).
 * `telemetry`: the last transactions since the last durable one (synchronous = NORMAL); never a part of one. A killed
 * process loses nothing in either.
 */
export type Durability = 'durable' | 'telemetry';

export type Value = string | number | null;
export type Values = Readonly<Record<string, Value>>;

/** SQLite with prepared statements kept, one kind of transaction, and the store's own errors. */
export interface Connection {
  /** Of the database file */
  readonly path: string;
  readonly readOnly: boolean;
  all<Row>(sql: string, values?: Values): Row[];
  get<Row>(sql: string, values?: Values): Row | undefined;
  /** Row by row, for what may be too much at once. Until it has ended the connection can do nothing else. */
  each<Row>(sql: string, values?: Values): IterableIterator<Row>;
  /** In a transaction of its own when none is open */
  run(sql: string, values?: Values): { readonly changes: number; readonly lastId: number };
  /** Several statements, for schemas and pragmas */
  execute(sql: string): void;
  /**
   * Takes the write lock first, so that what `work` reads stays true until the commit. An exception rolls everything back.
   * Inside another transaction it is a part of that one.
   */
  transaction<Result>(work: () => Result, durability?: Durability): Result;
  close(): void;
}

/**
 * Wraps an open database; `path` is the one told in errors.
 *
 * @param temporary it is thrown away soon: nothing waits for the disk
 */
export function connect(database: Database.Database, path: string, temporary = false): Connection {
  const statements = new Map<string, Database.Statement<[Values]>>();
  let synchronous: Durability | undefined;
  if (temporary) database.pragma('synchronous = OFF');

  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw storeError(error, path);
    }
  }

  function prepared(sql: string): Database.Statement<[Values]> {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare<[Values]>(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function transaction<Result>(work: () => Result, durability: Durability = 'durable'): Result {
    if (database.inTransaction) return work();
    if (!temporary && synchronous !== durability) {
      database.pragma(`synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
      synchronous = durability;
    }
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      if (result instanceof Promise) throw new TypeError('A transaction cannot wait for a promise');
      database.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk may have made SQLite roll back by itself
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    path,
    readOnly: database.readonly,
    all: <Row>(sql: string, values: Values = {}) => guarded(() => prepared(sql).all(values) as Row[]),
    get: <Row>(sql: string, values: Values = {}) => guarded(() => prepared(sql).get(values) as Row | undefined),
    *each<Row>(sql: string, values: Values = {}) {
      const rows = guarded(() => prepared(sql).iterate(values)) as IterableIterator<Row>;
      try {
        for (;;) {
          const next = guarded(() => rows.next());
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        rows.return?.();
      }
    },
    run: (sql, values = {}) =>
      guarded(() =>
        transaction(() => {
          const result = prepared(sql).run(values);
          return { changes: result.changes, lastId: Number(result.lastInsertRowid) };
        }),
      ),
    execute: (sql) => guarded(() => void database.exec(sql)),
    transaction: (work, durability) => guarded(() => transaction(work, durability)),
    close: () => guarded(() => void database.close()),
  };
}
