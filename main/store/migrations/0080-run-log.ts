import type { Migration } from '../migrate.ts';

/** What happened to a run, in sentences. Numbers count up within a run. */
export const runLog: Migration = {
  number: 80,
  title: 'run log',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE run_log (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
        message TEXT NOT NULL,
        PRIMARY KEY (run_id, number)
      ) STRICT, WITHOUT ROWID;
    `),
};
