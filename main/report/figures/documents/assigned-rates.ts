import { withoutNetwork } from '../../../contract/method-label.ts';
import { methodArchitecture } from '../../../contract/specification.ts';
import type { RateHistory, StudyComparison } from '../../../contract/results.ts';
import type { ExportSubject } from '../../export-subject.ts';
import { figureData } from '../../figure-data.ts';
import type { FigureDocument, FigureMark, FigurePanel, FigurePoint, LegendEntry } from '../figure-document.ts';
import { configurationLooks, type ConfigurationLook } from './configurations.ts';
import { existingData } from './existing-data.ts';
import { layerAxis } from './layer-axis.ts';
import { spreadOffset } from './spread-offset.ts';

/** One configuration on one network: where its seeds ended. */
interface Assigned {
  readonly method: 'lanmax';
  readonly label: string;
  readonly profile: string;
  readonly network: string;
  readonly layers: readonly string[];
  /** Of each seed, by layer */
  readonly seeds: readonly (readonly number[])[];
}

function assignedRates({ rateHistories, profiles, architecture }: StudyComparison): readonly Assigned[] {
  const stored = rateHistories.filter((history) => (history.memory?.layers.length ?? 0) > 0);
  const groups = Map.groupBy(stored, ({ profile, label }) => JSON.stringify([profile, label]));
  return [...groups.values()].map((histories) => {
    const { profile, label } = histories[0]!;
    const method = profiles.find((each) => each.label === profile)?.methods.find((each) => each.label === label);
    const own = method?.configuration === undefined ? undefined : methodArchitecture(method.configuration);
    return {
      ...{ method: 'lanmax' as const, label, profile, network: own ?? architecture },
      layers: layersOf(histories[0]!).map(({ layer }) => layer),
      seeds: histories.map((history) => layersOf(history).map(({ rate }) => rate)),
    };
  });
}

const layersOf = ({ memory }: RateHistory) => memory?.layers ?? [];

/** Mean of the logarithms; 0 where one of them is 0. */
export function geometricMean(values: readonly number[]): number {
  if (values.some((value) => !(value > 0))) return 0;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function pointsOf({ layers, seeds }: Assigned, offset: number): readonly FigurePoint[] {
  return layers.map((_, layer) => {
    const rates = seeds.map((rates) => rates[layer]!);
    return {
      ...{ x: layer + offset, y: geometricMean(rates) },
      ...(rates.length < 2 ? {} : { yLow: Math.min(...rates), yHigh: Math.max(...rates) }),
    };
  });
}

type Look = (item: Assigned) => ConfigurationLook;

function panelOf(title: string, own: readonly Assigned[], look: Look): FigurePanel {
  const marks = own.map((assigned, index): readonly FigureMark[] => {
    const { color, dash, shape, filled } = look(assigned);
    const points = pointsOf(assigned, spreadOffset(index, own.length));
    return [
      { kind: 'line', name: assigned.label, points, look: { color, dash, width: 0.6 } },
      { kind: 'points', name: assigned.label, points, look: { shape, color, size: 3.8, filled } },
    ];
  });
  return {
    title,
    x: layerAxis(own[0]!.layers),
    y: { title: 'Assigned fault rate (errors per bit read)', scale: 'logarithmic' },
    marks: marks.flat(),
    legend: own.map((assigned): LegendEntry => {
      const { color, dash, shape, filled } = look(assigned);
      return {
        // The network is the panel's title
        text: withoutNetwork(assigned.label, assigned.network),
        line: { color, dash, width: 0.6 },
        mark: { shape, color, size: 3.8, filled },
      };
    }),
  };
}

/** The fault rate that each layer ended with (arXiv:1912.10764, figure 4), a panel for each network. */
export function assignedRateFigure({ comparison, trainingRate }: ExportSubject): readonly FigureDocument[] {
  const assigned = assignedRates(comparison);
  if (assigned.length === 0) return [];
  const several = new Set(assigned.map(({ profile }) => profile)).size > 1;
  const groups = Map.groupBy(assigned, ({ profile, network, layers }) => JSON.stringify([profile, network, layers]));
  const seeds = Math.max(...assigned.map((each) => each.seeds.length));
  return [
    {
      id: 'assigned-rates',
      title: 'Fault rates that LaNMax assigned',
      caption:
        'Fault rate of the memory of each layer after training, layers in the order of the network. ' +
        (seeds > 1
          ? `Points: geometric means over up to ${seeds} seeds; error bars: from the lowest to the highest seed. `
          : '') +
        'Lines only guide the eye.',
      panels: [...groups.values()].map((own) => {
        const { profile, network } = own[0]!;
        return panelOf(several ? `${network}, ${profile}` : network, own, configurationLooks(own));
      }),
      legend: [],
      aspect: 0.55,
      panelWidth: 24,
      data: existingData(figureData(comparison, trainingRate), 'assigned-rates.csv'),
    },
  ];
}
