import type { SensitivityScore } from '../contract/run.ts';
import { formatDuration } from './format-number.ts';
import { sensitivityRanking, type ChosenByMetric } from './tables/layouts/sensitivity.ts';
import { plainTable } from './tables/plain-table.ts';

/**
 * The layers by falling score of one metric.
 * @param chosen layers that train, marked with a star as in SAFT's Figure 2
 */
export function sensitivityTable(scores: readonly SensitivityScore[], chosen: readonly string[] = []): string {
  const [first] = scores;
  if (first === undefined) return 'No scores.';
  const { columns, rows } = sensitivityRanking(scores, chosen);
  const spread =
    first.n > 1 ? `± is one standard error over ${first.n} noise draws` : 'one noise draw, so no error is known';
  return `${plainTable({ columns, rows })}\n${spread}; ${formatDuration(first.seconds)} for all layers.`;
}

/** One table for each metric, in the order of the scores. */
export function sensitivityTables(scores: readonly SensitivityScore[], chosen: ChosenByMetric = {}): string {
  const metrics = [...new Set(scores.map(({ metric }) => metric))];
  return metrics
    .map((metric) =>
      sensitivityTable(
        scores.filter((score) => score.metric === metric),
        chosen[metric] ?? [],
      ),
    )
    .join('\n\n');
}
