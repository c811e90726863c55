import { networkTitle } from '../../../contract/network-title.ts';
import type { Front, FrontComparison, FrontPoint } from '../../../contract/front-results.ts';
import { figureData } from '../../figure-data.ts';
import { formatCount } from '../../../contract/text/digits.ts';
import type { ExportSubject } from '../../export-subject.ts';
import type { FigureDocument, FigureMark, FigurePoint, LegendEntry } from '../figure-document.ts';
import { methodLook, pale } from '../looks.ts';
import { errorBarText } from './error-bar-text.ts';
import { existingData } from './existing-data.ts';

/** From this ratio of energies on the axis is logarithmic. */
const manyTimes = 12;

function pointOf({ energy, accuracy }: FrontPoint): FigurePoint {
  const spreads = energy.high - energy.low > 1e-9 * Math.abs(energy.value);
  return {
    x: 100 * energy.value,
    y: 100 * accuracy.value,
    ...(spreads ? { xLow: 100 * energy.low, xHigh: 100 * energy.high } : {}),
    ...{ yLow: 100 * accuracy.low, yHigh: 100 * accuracy.high },
  };
}

/** Between neighbours a front is linear in energy and accuracy, so that it is curved on a logarithmic axis. */
function linePoints(points: readonly FrontPoint[], logarithmic: boolean): readonly FigurePoint[] {
  const sorted = points.map(pointOf).toSorted((first, second) => first.x - second.x || first.y - second.y);
  const pieces = logarithmic ? 12 : 1;
  return sorted.flatMap(({ x, y }, index): FigurePoint[] => {
    const next = sorted[index + 1];
    if (next === undefined) return [{ x, y }];
    return Array.from({ length: pieces }, (_, piece) => {
      const share = piece / pieces;
      return { x: x + share * (next.x - x), y: y + share * (next.y - y) };
    });
  });
}

function marksOf({ method, points }: Front, logarithmic: boolean): readonly FigureMark[] {
  const { title, color, shape, dash } = methodLook(method);
  const front = points.filter(({ dominated }) => !dominated);
  const rest = points.filter(({ dominated }) => dominated);
  const faded = pale(color, 0.4);
  return [
    {
      kind: 'points',
      name: `${title}, dominated`,
      points: rest.map(pointOf),
      look: { shape, color: faded, size: 3.2, filled: true },
    },
    { kind: 'line', name: title, points: linePoints(front, logarithmic), look: { color, dash, width: 0.9 } },
    { kind: 'points', name: title, points: front.map(pointOf), look: { shape, color, size: 4.4, filled: true } },
  ];
}

function legendEntry({ method }: Front): LegendEntry {
  const { title, color, shape, dash } = methodLook(method);
  return { text: title, line: { color, dash, width: 0.9 }, mark: { shape, color, size: 4.4, filled: true } };
}

/** Energy and accuracy of every configuration with each method's front (arXiv:1912.10764, figure 3). */
export function paretoFronts({ comparison, trainingRate }: ExportSubject): readonly FigureDocument[] {
  const { fronts } = comparison;
  const drawn = fronts?.fronts.filter(({ points }) => points.length > 0) ?? [];
  if (fronts === undefined || drawn.length === 0) return [];
  const energies = drawn.flatMap(({ points }) => points.map(({ energy }) => energy.value)).filter((value) => value > 0);
  const logarithmic = Math.max(...energies) > manyTimes * Math.min(...energies);
  // What is dominated lies below all fronts
  const marks = drawn.flatMap((front) => marksOf(front, logarithmic));
  const hasDominated = drawn.some(({ points }) => points.some(({ dominated }) => dominated));
  return [
    {
      id: 'pareto-fronts',
      title: 'Energy and accuracy',
      caption: captionOf(fronts, hasDominated),
      panels: [
        {
          x: { title: 'Memory energy (% of reliable)', scale: logarithmic ? 'logarithmic' : 'linear', low: 0 },
          y: { title: 'Accuracy under faults (%)', scale: 'linear', low: 0, high: 100 },
          marks: [
            ...marks.filter(({ name }) => name.endsWith(', dominated')),
            ...marks.filter(({ name }) => !name.endsWith(', dominated')),
          ],
        },
      ],
      legend: drawn.map(legendEntry),
      aspect: 0.68,
      panelWidth: 30,
      data: existingData(figureData(comparison, trainingRate), 'energy-accuracy.csv'),
    },
  ];
}

function captionOf({ reference, fronts, network }: FrontComparison, hasDominated: boolean): string {
  const estimates = fronts.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
  const { architecture, weights, bits } = reference;
  return [
    'Test accuracy under faults and noise against the energy of the memory that holds the weights, a point a configuration.',
    'Lines: fronts of points that no other of the same method dominates.',
    hasDominated ? 'Pale: dominated points.' : '',
    errorBarText(estimates),
    `100 %: ${formatCount(weights)} weights of ${bits} ${bits === 1 ? 'bit' : 'bits'} (${networkTitle(architecture)}) in reliable memory.`,
    network === undefined ? '' : `Only ${networkTitle(network)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
