import type { MetricPoint } from '../contract/run.ts';
import type { Connection } from './connection.ts';

/** What a series has come to. Undefined where no value was a number. */
export interface MetricSummary {
  readonly series: MetricPoint['series'];
  readonly lastStep: number;
  readonly last: number | undefined;
  /** The first step of the smallest value */
  readonly minimumStep: number | undefined;
  readonly minimum: number | undefined;
  readonly maximumStep: number | undefined;
  readonly maximum: number | undefined;
}

interface SummaryRow {
  readonly series: MetricPoint['series'];
  readonly lastStep: number;
  readonly last: number | null;
  readonly minimumStep: number | null;
  readonly minimum: number | null;
  readonly maximumStep: number | null;
  readonly maximum: number | null;
}

/** The extremes of one series of points, on top of what there is. */
function extremes(points: readonly MetricPoint[]) {
  const last = points.reduce((latest, point) => (point.step >= latest.step ? point : latest));
  const numbers = points.filter(({ value }) => !Number.isNaN(value));
  const smallest = numbers.reduce<MetricPoint | undefined>(
    (least, point) => (least === undefined || point.value < least.value ? point : least),
    undefined,
  );
  const largest = numbers.reduce<MetricPoint | undefined>(
    (most, point) => (most === undefined || point.value > most.value ? point : most),
    undefined,
  );
  return {
    lastStep: last.step,
    last: last.value,
    minimumStep: smallest?.step ?? null,
    minimum: smallest?.value ?? null,
    maximumStep: largest?.step ?? null,
    maximum: largest?.value ?? null,
  };
}

/** Takes in points that were just stored. A resumed run repeats values, so what they were before does not matter. */
export function summarizeMetrics(connection: Connection, runId: number, points: readonly MetricPoint[]): void {
  for (const [series, own] of Map.groupBy(points, (point) => point.series)) {
    connection.run(
      `INSERT INTO metric_summaries (run_id, series, last_step, last, minimum_step, minimum, maximum_step, maximum)
       VALUES (@runId, @series, @lastStep, @last, @minimumStep, @minimum, @maximumStep, @maximum)
       ON CONFLICT DO UPDATE SET
         last = iif(excluded.last_step >= last_step, excluded.last, last),
         last_step = max(last_step, excluded.last_step),
         minimum_step = iif(minimum IS NULL OR excluded.minimum < minimum, excluded.minimum_step, minimum_step),
         minimum = iif(minimum IS NULL OR excluded.minimum < minimum, excluded.minimum, minimum),
         maximum_step = iif(maximum IS NULL OR excluded.maximum > maximum, excluded.maximum_step, maximum_step),
         maximum = iif(maximum IS NULL OR excluded.maximum > maximum, excluded.maximum, maximum)`,
      { runId, series, ...extremes(own) },
    );
  }
}

export function metricSummariesOfRun(connection: Connection, runId: number): readonly MetricSummary[] {
  return connection
    .all<SummaryRow>(
      `SELECT series, last_step AS lastStep, last, minimum_step AS minimumStep, minimum, maximum_step AS maximumStep,
         maximum
       FROM metric_summaries WHERE run_id = @runId`,
      { runId },
    )
    .map((row) => ({
      series: row.series,
      lastStep: row.lastStep,
      last: row.last ?? undefined,
      minimumStep: row.minimumStep ?? undefined,
      minimum: row.minimum ?? undefined,
      maximumStep: row.maximumStep ?? undefined,
      maximum: row.maximum ?? undefined,
    }));
}
