import type { Migration } from '../migrate.ts';

/**
 * Files of the user's own that a study reads, as they came with an archive: `inputs/FOLDER/NAME` stands for `path`, which may
 * lead nowhere on this machine. And the numbers of rows that an import writes before it is visible: what it leaves behind
 * when it dies is found by them.
 */
export const inputs: Migration = {
  number: 140,
  title: 'inputs',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE inputs (
        study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
        field TEXT NOT NULL,
        part INTEGER NOT NULL CHECK (part >= 0),
        path TEXT NOT NULL,
        folder TEXT NOT NULL CHECK (length(folder) = 64 AND folder NOT GLOB '*[^0-9a-f]*'),
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        PRIMARY KEY (study_id, field, part)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE imports (
        owner_token TEXT NOT NULL,
        numbered TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (owner_token, numbered)
      ) STRICT, WITHOUT ROWID;
    `),
};
