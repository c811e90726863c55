import type { Migration } from '../migrate.ts';

/** What the interface and the queue keep for themselves, as JSON text by key. */
export const preferences: Migration = {
  number: 90,
  title: 'preferences',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE preferences (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
};
