import type { Migration } from '../migrate.ts';

/** Content-addressed files, and the checkpoints that refer to them. */
export const checkpoints: Migration = {
  number: 30,
  title: 'checkpoints',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE files (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        bytes INTEGER NOT NULL,
        extension TEXT NOT NULL,
        kind TEXT NOT NULL,
        added_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE checkpoints (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        epoch INTEGER NOT NULL,
        step INTEGER NOT NULL,
        final INTEGER NOT NULL CHECK (final IN (0, 1)),
        sha256 TEXT NOT NULL REFERENCES files,
        recorded_at INTEGER NOT NULL,
        PRIMARY KEY (run_id, epoch, step, final)
      ) STRICT;
      CREATE INDEX checkpoints_by_file ON checkpoints (sha256);
    `),
};
