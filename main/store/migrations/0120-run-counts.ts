import type { Migration } from '../migrate.ts';

/**
 * Studies are listed with what their runs are at, again and again while these work. With every column that the condition
 * names, the index alone is enough.
 */
export const runCounts: Migration = {
  number: 120,
  title: 'run counts',
  up: (connection) =>
    connection.execute('CREATE INDEX runs_kept ON runs (study_id, status, trashed_at) WHERE trashed_at IS NULL'),
};
