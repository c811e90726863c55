import type { SensitivityScore } from '../contract/run.ts';
import type { SensitivityMetric } from '../contract/specification.ts';
import { formatDuration, formatSignificant, formatWithUncertainty } from './format-number.ts';
import { textTable } from './text-table.ts';

function formatScore({ value, standardError }: SensitivityScore): string {
  const known = Number.isFinite(standardError) && standardError > 0;
  return known ? formatWithUncertainty(value, standardError) : formatSignificant(value);
}

/**
 * The layers by falling score of one metric.
 * @param chosen layers that train, marked with a star as in SAFT's Figure 2
 */
export function sensitivityTable(scores: readonly SensitivityScore[], chosen: readonly string[] = []): string {
  const ranked = scores.toSorted((first, second) => second.value - first.value);
  const [first] = ranked;
  if (first === undefined) return 'No scores.';
  const rows = ranked.map((score, index) => [
    String(index + 1),
    score.layer,
    formatScore(score),
    chosen.includes(score.layer) ? '*' : '',
  ]);
  const table = textTable(
    [
      { title: 'rank', align: 'right' },
      { title: 'layer' },
      { title: first.metric, align: 'right' },
      { title: 'trains' },
    ],
    rows,
  );
  const spread =
    first.n > 1 ? `± is one standard error over ${first.n} noise draws` : 'one noise draw, so no error is known';
  return `${table}\n${spread}; ${formatDuration(first.seconds)} for all layers.`;
}

/** One table for each metric, in the order of the scores. */
export function sensitivityTables(
  scores: readonly SensitivityScore[],
  chosen: Readonly<Partial<Record<SensitivityMetric, readonly string[]>>> = {},
): string {
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
