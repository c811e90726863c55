import type { Migration } from '../migrate.ts';

/**
 * The last, the smallest and the largest value of every series, and where they are, so that tables of many runs need not
 * read their points. NULL where no value was a number.
 */
export const metricSummaries: Migration = {
  number: 110,
  title: 'metric summaries',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE metric_summaries (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        series TEXT NOT NULL,
        last_step INTEGER NOT NULL,
        last REAL,
        minimum_step INTEGER,
        minimum REAL,
        maximum_step INTEGER,
        maximum REAL,
        PRIMARY KEY (run_id, series)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO metric_summaries (run_id, series, last_step, last)
        SELECT run_id, series, max(step), value FROM metrics GROUP BY run_id, series;
      UPDATE metric_summaries SET (minimum_step, minimum) = (
        SELECT step, value FROM metrics
        WHERE metrics.run_id = metric_summaries.run_id AND metrics.series = metric_summaries.series
          AND value IS NOT NULL ORDER BY value, step LIMIT 1);
      UPDATE metric_summaries SET (maximum_step, maximum) = (
        SELECT step, value FROM metrics
        WHERE metrics.run_id = metric_summaries.run_id AND metrics.series = metric_summaries.series
          AND value IS NOT NULL ORDER BY value DESC, step LIMIT 1);
    `),
};
