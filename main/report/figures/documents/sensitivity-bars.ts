import type { MethodComparison, ProfileComparison } from '../../../contract/results.ts';
import type { SensitivityScore } from '../../../contract/run.ts';
import type { SensitivityMetric } from '../../../contract/specification.ts';
import type { ExportSubject } from '../../export-subject.ts';
import { listed } from '../../../contract/text/listed.ts';
import { titlesOf } from '../../titles.ts';
import { unique } from '../../unique.ts';
import type { FigureBar, FigureDocument, FigurePanel, LegendEntry } from '../figure-document.ts';
import { methodLook, pale, type FillLook } from '../looks.ts';
import { layerAxis } from './layer-axis.ts';
import { panelTitle } from './configurations.ts';

/** Its own label, or that of the method where several of its configurations train the same layers. */
function chooserLabel(by: MethodComparison, methods: readonly MethodComparison[]): string {
  const layersOf = ({ plan }: MethodComparison): string => JSON.stringify(plan?.trained.toSorted());
  const same = methods.filter((each) => each.chosenBy === by.chosenBy && layersOf(each) === layersOf(by));
  return same.length > 1 ? methodLook(by.method).title : by.label;
}

const axisTitles: Readonly<Record<SensitivityMetric, string>> = {
  std: 'Std of the output error (output units)',
  'std-normalised': 'Std of the output error by std of the output (ratio)',
  kl: 'KL divergence of outputs (nats)',
  'kl-histogram': 'KL divergence of histograms (nats)',
};

interface ScoredPanel {
  readonly profile: string;
  readonly metric: SensitivityMetric;
  readonly scores: readonly SensitivityScore[];
  /** The first method that chose its layers by the metric */
  readonly chosen?: { readonly label: string; readonly trained: readonly string[] };
}

function scoredPanels(profiles: readonly ProfileComparison[]): readonly ScoredPanel[] {
  return profiles.flatMap(({ label, sensitivity, methods }) =>
    [...Map.groupBy(sensitivity, ({ metric }) => metric)].map(([metric, scores]) => {
      const by = methods.find(({ chosenBy, plan }) => chosenBy === metric && plan !== undefined);
      return {
        ...{ profile: label, metric, scores },
        ...(by === undefined ? {} : { chosen: { label: chooserLabel(by, methods), trained: by.plan!.trained } }),
      };
    }),
  );
}

/** Of a metric by which no method chose */
const neutralLook: FillLook = { color: '#8793a0' };
const trainedLook: FillLook = { color: methodLook('saft').color };
const frozenLook: FillLook = { color: pale(methodLook('saft').color, 0.28), outline: methodLook('saft').color };

function barOf({ value, standardError }: SensitivityScore, at: number, starred: boolean): FigureBar {
  const known = Number.isFinite(standardError) && standardError > 0;
  return {
    ...{ at, from: 0, to: value },
    ...(known ? { low: value - standardError, high: value + standardError } : {}),
    ...(starred ? { starred } : {}),
  };
}

function panelOf({ profile, metric, scores, chosen }: ScoredPanel, several: boolean): FigurePanel {
  const trained = new Set(chosen?.trained);
  const bars = scores.map((score, index) => ({ ...barOf(score, index, trained.has(score.layer)), layer: score.layer }));
  const those = (isTrained: boolean): readonly FigureBar[] =>
    bars.filter(({ layer }) => trained.has(layer) === isTrained);
  return {
    ...(several ? { title: panelTitle(profile, metric) } : {}),
    x: layerAxis(scores.map(({ layer }) => layer)),
    y: {
      title: axisTitles[metric],
      scale: 'linear',
      include: [0],
      low: Math.min(0, ...scores.map(({ value }) => value)),
    },
    marks: [
      {
        kind: 'bars',
        name: 'frozen',
        bars: those(false),
        share: 0.72,
        look: chosen === undefined ? neutralLook : frozenLook,
      },
      { kind: 'bars', name: 'trained', bars: those(true), share: 0.72, look: trainedLook },
    ],
  };
}

/** Scores of the layers with those that SAFT trains starred (SAFT, arXiv:2306.03076, figure 2). */
export function sensitivityBars({ comparison }: ExportSubject): readonly FigureDocument[] {
  const { ofMethod } = titlesOf(comparison);
  const panels = scoredPanels(comparison.profiles).filter(({ scores }) => scores.length > 0);
  if (panels.length === 0) return [];
  const chosen = panels.flatMap((panel) => (panel.chosen === undefined ? [] : [ofMethod(panel.chosen.label)]));
  return [
    {
      id: 'sensitivity',
      title: 'Sensitivity of the layers',
      caption: captionOf(panels, unique(chosen)),
      panels: panels.map((panel) => panelOf(panel, panels.length > 1)),
      legend:
        chosen.length === 0
          ? []
          : legendOf(
              unique(chosen),
              panels.some((panel) => panel.chosen === undefined),
            ),
      aspect: 0.42,
      panelWidth: 30,
      data: {
        columns: [
          'profile',
          'metric',
          'layer_number',
          'layer',
          'score',
          'standard_error',
          'draws',
          'trained',
          'trained_by',
        ],
        rows: panels.flatMap(({ profile, metric, scores, chosen: by }) =>
          scores.map(({ layer, value, standardError, n }, index) => [
            ...[profile, metric, index + 1, layer, value, standardError, n],
            ...[by?.trained.includes(layer), by?.label],
          ]),
        ),
      },
    },
  ];
}

function legendOf(labels: readonly string[], hasNeutral: boolean): readonly LegendEntry[] {
  return [
    { text: `trained by ${listed(labels)}`, fill: trainedLook, starred: true },
    { text: 'frozen', fill: frozenLook },
    ...(hasNeutral ? [{ text: 'metric that chose no layers', fill: neutralLook }] : []),
  ];
}

function captionOf(panels: readonly ScoredPanel[], chosen: readonly string[]): string {
  const draws = unique(panels.flatMap(({ scores }) => scores.map(({ n }) => n)));
  const isSingle = draws.every((n) => n <= 1);
  return [
    `Sensitivity of each layer to the noise, by ${listed(unique(panels.map(({ metric }) => metric)))}, in the order of the network.`,
    isSingle
      ? 'One noise draw, so no error is known.'
      : `Error bars: one standard error over ${draws.toSorted((a, b) => a - b).join(' or ')} noise draws.`,
    chosen.length === 0 ? '' : `Stars: layers trained by ${listed(chosen)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
