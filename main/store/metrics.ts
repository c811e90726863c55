import type { MetricPoint } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { decimate, type SeriesPoint } from './decimate.ts';
import { fromNullable } from './measurement.ts';
import { metricSummariesOfRun, summarizeMetrics, type MetricSummary } from './metric-summaries.ts';

export type MetricSeries = MetricPoint['series'];

export interface SeriesRange {
  /** Only points after this step */
  readonly afterStep?: number;
  /** >= 4: thin the series for drawing, keeping its extremes; all points by default */
  readonly maximumPoints?: number;
}

export interface MetricRepository {
  /** The series a run has points of */
  series(runId: number): readonly MetricSeries[];
  /** What each series has come to */
  summaries(runId: number): readonly MetricSummary[];
  /** By step */
  read(runId: number, series: MetricSeries, range?: SeriesRange): readonly SeriesPoint[];
}

/** A resumed run repeats some steps: the later value counts. */
export function saveMetrics(connection: Connection, runId: number, points: readonly MetricPoint[]): void {
  for (const { series, step, value } of points) {
    connection.run(
      `INSERT INTO metrics (run_id, series, step, value) VALUES (@runId, @series, @step, @value)
       ON CONFLICT DO UPDATE SET value = excluded.value`,
      { runId, series, step, value },
    );
  }
  summarizeMetrics(connection, runId, points);
}

/** Reads what training reported step by step. */
export function metricRepository(connection: Connection): MetricRepository {
  return {
    series: (runId) => metricSummariesOfRun(connection, runId).map(({ series }) => series),
    summaries: (runId) => metricSummariesOfRun(connection, runId),
    read(runId, series, range = {}) {
      const points = connection
        .all<{ step: number; value: number | null }>(
          `SELECT step, value FROM metrics WHERE run_id = @runId AND series = @series AND step > @afterStep ORDER BY step`,
          { runId, series, afterStep: range.afterStep ?? Number.MIN_SAFE_INTEGER },
        )
        .map(({ step, value }) => ({ step, value: fromNullable(value) }));
      return range.maximumPoints === undefined ? points : decimate(points, range.maximumPoints);
    },
  };
}
