import type { AccuracyStage, MetricPoint } from '../contract/run.ts';
import type { Connection, Value } from './connection.ts';

/** One number or text of a run. */
export type RunValueSelector =
  | { readonly of: 'accuracy'; readonly stage: AccuracyStage; readonly part: 'accuracy' | 'low' | 'high' }
  | {
      readonly of: 'metric';
      readonly series: MetricPoint['series'];
      readonly part: 'last' | 'lastStep' | 'minimum' | 'minimumStep' | 'maximum' | 'maximumStep';
    }
  /** Milliseconds */
  | { readonly of: 'timing'; readonly part: 'totalMs' | 'fullStepMs' | 'noiseMs' }
  /** `relative` to the same weights in reliable memory; `total` in bits of it; `rate`: the geometric mean over bits */
  | { readonly of: 'memory'; readonly part: 'relative' | 'total' | 'rate' }
  | { readonly of: 'plan'; readonly part: 'trained' | 'frozen' | 'reason' | 'speedupBound' }
  /** Seconds, or times in ISO 8601 */
  | { readonly of: 'run'; readonly part: 'activeSeconds' | 'startedAt' | 'endedAt' | 'attempts' | 'notes' | 'error' }
  /** Of the last attempt */
  | { readonly of: 'provenance'; readonly field: string }
  /** Names that lead to it */
  | { readonly of: 'configuration'; readonly path: readonly string[] };

const metricColumns = {
  last: 'last',
  lastStep: 'last_step',
  minimum: 'minimum',
  minimumStep: 'minimum_step',
  maximum: 'maximum',
  maximumStep: 'maximum_step',
} as const;

const timingColumns = { totalMs: 'total_ms', fullStepMs: 'full_step_ms', noiseMs: 'noise_ms' } as const;

const planExpressions = {
  trained: 'json_array_length(trained)',
  frozen: 'json_array_length(frozen)',
  reason: 'reason',
  speedupBound: 'speedup_bound',
} as const;

const isoTime = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

const runExpressions = {
  activeSeconds: 'iif(runs.started_at IS NULL, NULL, runs.active_ms / 1000.0)',
  startedAt: isoTime('runs.started_at'),
  endedAt: isoTime('runs.ended_at'),
  attempts: 'runs.attempts',
  notes: "nullif(runs.notes, '')",
  error: "json_extract(runs.error, '$.message')",
} as const;

const memoryExpressions = {
  relative: '(SELECT energy / reliable_energy FROM memory_reports WHERE run_id = runs.id)',
  total: '(SELECT energy FROM memory_reports WHERE run_id = runs.id)',
  rate: `(SELECT exp(sum(weights * bits * ln(rate)) / sum(weights * bits)) FROM memory_layers
      WHERE run_id = runs.id AND rate > 0)`,
} as const;

/** In a JSON path of SQLite; a name with a quotation mark cannot be in one. */
function jsonPath(names: readonly string[]): string {
  return `$${names.map((name) => `."${name}"`).join('')}`;
}

/** @param parameter name of the text that the expression may refer to, which is returned as `value` */
function expressionOf(
  selector: RunValueSelector,
  parameter: string,
): { readonly sql: string; readonly value?: string } {
  switch (selector.of) {
    case 'accuracy':
      return {
        sql: `(SELECT ${selector.part} FROM accuracies WHERE run_id = runs.id AND stage = @${parameter})`,
        value: selector.stage,
      };
    case 'metric':
      return {
        sql: `(SELECT ${metricColumns[selector.part]} FROM metric_summaries WHERE run_id = runs.id AND series = @${parameter})`,
        value: selector.series,
      };
    case 'timing':
      return { sql: `(SELECT ${timingColumns[selector.part]} FROM timings WHERE run_id = runs.id)` };
    case 'memory':
      return { sql: memoryExpressions[selector.part] };
    case 'plan':
      return { sql: `(SELECT ${planExpressions[selector.part]} FROM plans WHERE run_id = runs.id)` };
    case 'run':
      return { sql: runExpressions[selector.part] };
    case 'provenance':
      return {
        sql: `(SELECT json_extract(json, @${parameter}) FROM provenances WHERE run_id = runs.id
          ORDER BY attempt DESC LIMIT 1)`,
        value: jsonPath([selector.field]),
      };
    case 'configuration':
      return {
        sql: `(SELECT json_extract(json, @${parameter}) FROM configurations WHERE sha256 = runs.configuration_sha256)`,
        value: jsonPath(selector.path),
      };
  }
}

/**
 * Values of many runs by one query, in the order of `ids`; null where a run has none, or is not there.
 *
 * @returns a list for each selector
 */
export function readRunValues(
  connection: Connection,
  ids: readonly number[],
  selectors: readonly RunValueSelector[],
): readonly (readonly Value[])[] {
  const expressions = selectors.map((selector, index) => expressionOf(selector, `p${index}`));
  const columns = expressions.map(({ sql }, index) => `${sql} AS v${index}`).join(', ');
  const values = Object.fromEntries(
    expressions.flatMap(({ value }, index) => (value === undefined ? [] : [[`p${index}`, value]])),
  );
  const rows = connection.all<Readonly<Record<string, Value>>>(
    `SELECT ${columns} FROM json_each(@ids) AS asked LEFT JOIN runs ON runs.id = asked.value ORDER BY asked.key`,
    { ids: JSON.stringify(ids), ...values },
  );
  return selectors.map((_selector, index) => rows.map((row) => row[`v${index}`] ?? null));
}
