import type { Migration } from '../migrate.ts';

/** Studies that are being written: the specification so far and what the wizard keeps besides, both JSON. */
export const drafts: Migration = {
  number: 100,
  title: 'drafts',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE drafts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        written TEXT NOT NULL,
        wizard TEXT NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
    `),
};
