import type { ProfileComparison } from '../../main/contract/results.ts';
import type { SensitivityScore } from '../../main/contract/run.ts';
import type { SensitivityMetric } from '../../main/contract/specification.ts';
import { axis, grid, tooltip } from './base-option.ts';
import { layerAxis, layerAxisRoom } from '../views/compare/layer-axis.ts';
import type { ChartLook } from './chart-look.ts';
import { errorBars } from './error-bars.ts';
import { methodStyle } from './method-style.ts';
import type { TableColumn, TableRow } from '../components/table-text.ts';
import { significant, withUncertainty } from './digits.ts';

/** Scores of one metric under one profile, in network order. */
export interface SensitivityPanel {
  readonly profile: string;
  readonly metric: SensitivityMetric;
  readonly scores: readonly SensitivityScore[];
  /** Layers that the first SAFT method which chose by this metric trains */
  readonly trained: readonly string[];
}

export function sensitivityPanels(profiles: readonly ProfileComparison[]): readonly SensitivityPanel[] {
  return profiles.flatMap(({ label, sensitivity, methods }) =>
    [...Map.groupBy(sensitivity, ({ metric }) => metric)].map(([metric, scores]) => ({
      profile: label,
      metric,
      scores,
      trained: methods.find(({ chosenBy, plan }) => chosenBy === metric && plan !== undefined)?.plan?.trained ?? [],
    })),
  );
}

export function scoreText({ value, standardError }: SensitivityScore): string {
  const known = Number.isFinite(standardError) && standardError > 0;
  return known ? withUncertainty(value, standardError) : significant(value);
}

export const sensitivityColumns: readonly TableColumn[] = [
  { key: 'rank', label: 'Rank', kind: 'number' },
  { key: 'layer', label: 'Layer' },
  { key: 'score', label: 'Score', kind: 'number' },
  { key: 'trains', label: 'Trains' },
];

/** By falling score, as `lab compare` ranks them. */
export function sensitivityRows({ scores, trained }: SensitivityPanel): readonly TableRow[] {
  return scores
    .toSorted((first, second) => second.value - first.value)
    .map((score, index) => ({
      rank: String(index + 1),
      layer: score.layer,
      score: scoreText(score),
      trains: trained.includes(score.layer) ? '★' : '',
    }));
}

/** What the error bars are. */
export function sensitivityNote({ scores, trained }: SensitivityPanel): string {
  const n = scores[0]?.n ?? 0;
  const spread = n > 1 ? `± is one standard error over ${n} noise draws.` : 'One noise draw, so no error is known.';
  return trained.length === 0 ? spread : `${spread} ★: trained by SAFT, ${trained.length} of ${scores.length} layers.`;
}

export function describeScore({ trained }: SensitivityPanel, score: SensitivityScore | undefined): string {
  if (score === undefined) return '';
  return `${score.layer}: ${score.metric} ${scoreText(score)}${trained.includes(score.layer) ? ', trained by SAFT' : ''}`;
}

/** Bars in network order with standard errors, those of layers that train filled and starred (arXiv:2306.03076, figure 2). */
export function sensitivityOption(
  panel: SensitivityPanel,
  { palette, dark, tokens }: ChartLook,
): Record<string, unknown> {
  const { scores, trained, metric } = panel;
  const { color } = methodStyle('saft', palette, dark);
  const unit = metric.startsWith('kl') ? 'nats' : undefined;
  const layers = scores.map(({ layer }) => layer);
  return {
    grid: grid({ left: 60, top: 20, bottom: layerAxisRoom(layers), right: 8 }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => describeScore(panel, scores[dataIndex]),
    }),
    xAxis: layerAxis(layers),
    yAxis: { ...axis(`Score by ${metric}`, unit, { min: 0, vertical: true }), nameGap: 44 },
    series: [
      {
        id: 'scores',
        name: metric,
        type: 'bar',
        barMaxWidth: 28,
        data: scores.map(({ layer, value }) => {
          const trains = trained.includes(layer);
          return {
            value,
            itemStyle: trains ? { color } : { color: tokens.line, borderColor: tokens.lineStrong, borderWidth: 1 },
          };
        }),
      },
      errorBars(
        scores.map(({ value, standardError }, x) => ({
          x,
          y: value,
          yLow: value - standardError,
          yHigh: value + standardError,
        })),
        { color: tokens.ink, cap: 3, width: 1, z: 3 },
      ),
      {
        id: 'stars',
        type: 'scatter',
        silent: true,
        symbolSize: 0.1,
        z: 4,
        label: { show: true, formatter: '★', color: tokens.ink, position: 'top', distance: 4, fontSize: 12 },
        data: scores.flatMap(({ layer, value, standardError }, x) =>
          trained.includes(layer) ? [[x, value + (Number.isFinite(standardError) ? standardError : 0)]] : [],
        ),
      },
    ],
  };
}
