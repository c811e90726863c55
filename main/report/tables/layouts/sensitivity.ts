import type { ProfileComparison } from '../../../contract/results.ts';
import type { SensitivityScore } from '../../../contract/run.ts';
import type { SensitivityMetric } from '../../../contract/specification.ts';
import { countCell, markCell, missing, scoreCell, textCell } from '../cells.ts';
import { listed } from '../../../contract/text/listed.ts';
import type { TableCell, TableColumn, TableContent } from '../table-document.ts';
import { metricTitles } from './saft-choice.ts';

/** Layers that train by each metric, as far as a method chose by it. */
export type ChosenByMetric = Readonly<Partial<Record<SensitivityMetric, readonly string[]>>>;

/** The layers of the first SAFT method that chose by each metric. */
export function chosenByMetric({ methods }: ProfileComparison): ChosenByMetric {
  const chosen = methods
    .toReversed()
    .flatMap(({ chosenBy, plan }) => (chosenBy && plan ? [[chosenBy, plan.trained] as const] : []));
  return Object.fromEntries(chosen);
}

type Ranking = readonly SensitivityScore[];

function rankings(scores: readonly SensitivityScore[]): ReadonlyMap<SensitivityMetric, Ranking> {
  const byMetric = Map.groupBy(scores, ({ metric }) => metric);
  const ranked = [...byMetric].map(
    ([metric, own]) => [metric, own.toSorted((first, second) => second.value - first.value)] as const,
  );
  return new Map(ranked);
}

/** The layers by falling score of one metric; a star where a layer trains (SAFT's Figure 2, arXiv:2306.03076). */
export function sensitivityRanking(
  scores: readonly SensitivityScore[],
  chosen: readonly string[],
): Pick<TableContent, 'columns' | 'rows'> {
  const metric = scores[0]!.metric;
  const ranked = rankings(scores).get(metric)!;
  return {
    columns: [
      { key: 'rank', title: 'Rank', kind: 'number' },
      { key: 'layer', title: 'Layer', kind: 'text' },
      { key: 'score', title: metric, kind: 'scored' },
      { key: 'trains', title: 'Trains', kind: 'mark' },
    ],
    rows: ranked.map(({ layer, value, standardError, n }, index) => ({
      cells: [
        countCell(index + 1),
        textCell(layer),
        scoreCell(value, standardError, n),
        markCell(chosen.includes(layer)),
      ],
    })),
  };
}

function metricColumns(metric: SensitivityMetric, isChosenBy: boolean): readonly TableColumn[] {
  const key = metric.replaceAll('-', '_');
  const group = metricTitles[metric];
  return [
    { key: `${key}_rank`, title: 'Rank', group, kind: 'number' },
    { key: `${key}_score`, title: 'Score', group, kind: 'scored' },
    ...(isChosenBy ? [{ key: `${key}_trains`, title: 'Trains', group, kind: 'mark' as const }] : []),
  ];
}

function metricCells(layer: string, ranked: Ranking, chosen: readonly string[] | undefined): readonly TableCell[] {
  const rank = ranked.findIndex((score) => score.layer === layer);
  const score = ranked[rank];
  return [
    ...(score === undefined
      ? [missing, missing]
      : [countCell(rank + 1), scoreCell(score.value, score.standardError, score.n)]),
    ...(chosen === undefined ? [] : [markCell(chosen.includes(layer))]),
  ];
}

/** Sensitivity of the layers under one profile; undefined where none was measured. */
export function sensitivityTable(profile: ProfileComparison, id: string, network: string): TableContent | undefined {
  const { label, sensitivity: scores } = profile;
  if (scores.length === 0) return undefined;
  const chosen = chosenByMetric(profile);
  const byMetric = [...rankings(scores)];
  const layers = [...new Set(byMetric.flatMap(([, ranked]) => ranked.map(({ layer }) => layer)))];
  const rows = layers.map((layer) => ({
    cells: [textCell(layer), ...byMetric.flatMap(([metric, ranked]) => metricCells(layer, ranked, chosen[metric]))],
  }));
  const choosing = byMetric.flatMap(([metric]) => (chosen[metric] === undefined ? [] : [metricTitles[metric]]));
  const alone = scores.some(({ n }) => n === 1);
  return {
    id,
    title: `Sensitivity of the layers, ${label}`,
    caption: `Sensitivity of the layers of ${network} under profile ${label}, by falling score of the first metric`,
    columns: [
      { key: 'layer', title: 'Layer', kind: 'text' },
      ...byMetric.flatMap(([metric]) => metricColumns(metric, chosen[metric] !== undefined)),
    ],
    rows,
    notes: [
      ...(alone ? ['Scores without ± are of one noise draw.'] : []),
      ...(choosing.length === 0 ? [] : [`★: trains with SAFT by ${listed(choosing)}.`]),
    ],
  };
}
