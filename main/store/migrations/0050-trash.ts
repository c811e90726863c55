import type { Migration } from '../migrate.ts';

/** Runs and studies that were thrown away and can still be brought back. */
export const trash: Migration = {
  number: 50,
  title: 'trash',
  up: (connection) =>
    connection.execute(`
      ALTER TABLE studies ADD COLUMN trashed_at INTEGER;
      CREATE INDEX studies_in_trash ON studies (trashed_at) WHERE trashed_at IS NOT NULL;
      ALTER TABLE runs ADD COLUMN trashed_at INTEGER;
      CREATE INDEX runs_in_trash ON runs (trashed_at) WHERE trashed_at IS NOT NULL;
    `),
};
