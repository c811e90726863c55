import type { ExportSubject, WeightChange } from '../../export-subject.ts';
import { unique } from '../../unique.ts';
import type { FigureDocument, FigureMark, FigurePanel, FigurePoint, LegendEntry } from '../figure-document.ts';
import {
  configurationLooks,
  configurationsOf,
  framesOf,
  panelTitle,
  type ConfigurationLook,
} from './configurations.ts';
import { layerAxis } from './layer-axis.ts';
import { spreadOffset } from './spread-offset.ts';

type Look = (change: WeightChange) => ConfigurationLook;

function pointOf({ seeds, layer }: WeightChange, layers: readonly string[], offset: number): FigurePoint {
  const percent = seeds.map(({ relative }) => 100 * relative);
  return {
    x: layers.indexOf(layer) + offset,
    y: percent.reduce((sum, value) => sum + value, 0) / percent.length,
    ...(percent.length < 2 ? {} : { yLow: Math.min(...percent), yHigh: Math.max(...percent) }),
  };
}

function panelOf(
  changes: readonly WeightChange[],
  look: Look,
  title: string | undefined,
  ownLegend: boolean,
): FigurePanel {
  const layers = unique(changes.map(({ layer }) => layer));
  const groups = [...Map.groupBy(changes, ({ label }) => label)];
  const marks = groups.map(([label, own], index): FigureMark => {
    const { color, shape, filled } = look(own[0]!);
    const points = own.map((change) => pointOf(change, layers, spreadOffset(index, groups.length)));
    return { kind: 'points', name: label, points, look: { shape, color, size: 3.6, filled } };
  });
  return {
    title,
    x: layerAxis(layers),
    y: { title: 'Weight change (% of std before)', scale: 'linear', include: [0], low: 0 },
    marks,
    ...(ownLegend ? { legend: legendOf(changes, look) } : {}),
  };
}

function legendOf(changes: readonly WeightChange[], look: Look): readonly LegendEntry[] {
  const first = [...Map.groupBy(changes, ({ label }) => label).values()].map((own) => own[0]!);
  return first.map((change) => {
    const { color, shape, filled } = look(change);
    return { text: change.label, mark: { shape, color, size: 3.6, filled } };
  });
}

/** How far training moved the weights of each layer (SAFT, arXiv:2306.03076, figure 1a). */
export function weightChangeFigure({ weightChanges }: ExportSubject): readonly FigureDocument[] {
  const changes = weightChanges.filter(({ seeds }) => seeds.every(({ relative }) => Number.isFinite(relative)));
  if (changes.length === 0) return [];
  const look = configurationLooks(configurationsOf(changes));
  const several = new Set(changes.map(({ profile }) => profile)).size > 1;
  const frames = framesOf(changes);
  const panels = [...Map.groupBy(changes, ({ profile }) => profile)].flatMap(([profile, own]) =>
    frames.flatMap(({ title, items }) => {
      const shown = own.filter((change) => items.includes(change));
      const name = panelTitle(several ? profile : undefined, title);
      return shown.length === 0 ? [] : [panelOf(shown, look, name, frames.length > 1)];
    }),
  );
  const seeds = Math.max(...changes.map((change) => change.seeds.length));
  return [
    {
      id: 'weight-change',
      title: 'How far training moved the weights',
      caption:
        'Root mean square of the change of each layer’s weights by training, relative to their standard deviation before it; ' +
        'layers in the order of the network. Frozen layers stay at 0.' +
        (seeds > 1 ? ` Points: means over up to ${seeds} seeds; error bars: from the lowest to the highest seed.` : ''),
      panels,
      legend: frames.length > 1 ? [] : legendOf(changes, look),
      aspect: 0.5,
      panelWidth: 26,
      data: {
        columns: ['profile', 'method', 'label', 'layer', 'trained', 'seed', 'relative_change'],
        rows: changes.flatMap(({ profile, method, label, layer, trained, seeds: own }) =>
          own.map(({ seed, relative }) => [profile, method, label, layer, trained, seed, relative]),
        ),
      },
    },
  ];
}
