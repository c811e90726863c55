import type { Migration } from '../migrate.ts';

/** What a user says about a run: that it must be kept, notes, tags. */
export const annotations: Migration = {
  number: 60,
  title: 'annotations',
  up: (connection) =>
    connection.execute(`
      ALTER TABLE runs ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
      ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT '';

      CREATE TABLE run_tags (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (run_id, tag)
      ) STRICT, WITHOUT ROWID;
    `),
};
