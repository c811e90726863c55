import type { EnergySaving, FrontComparison, FrontPoint } from '../../../../main/contract/results.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import { countText, rateText } from '../../../charts/digits.ts';
import { confidenceText, energyText, factorText, intervalNote, percentText } from '../text/estimate-text.ts';
import type { PaperTable } from './saft-table.ts';

/** The fault rates of a point: one, or the least and the greatest with their geometric mean over bits. */
export function ratesText({ memory }: Pick<FrontPoint, 'memory'>): string {
  if (memory === undefined || memory.layers.length === 0) return '';
  const rates = memory.layers.map(({ rate }) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  if (least === most) return least === 0 ? 'none' : rateText(least);
  const mean = geometricMean(memory.layers);
  return `${rateText(least)} to ${rateText(most)}${mean === undefined ? '' : `, mean ${rateText(mean)}`}`;
}

/** Over bits of the layers that have faults: under an exponential energy model these cost as much at this one rate. */
function geometricMean(layers: NonNullable<FrontPoint['memory']>['layers']): number | undefined {
  const faulty = layers.filter(({ rate }) => rate > 0);
  const bits = faulty.reduce((sum, layer) => sum + layer.weights * layer.bits, 0);
  if (bits === 0) return undefined;
  return Math.exp(faulty.reduce((sum, layer) => sum + layer.weights * layer.bits * Math.log(layer.rate), 0) / bits);
}

/** What savings are read against: reliable memory, otherwise one rate for all layers, otherwise noise injection. */
export function savingReference({ fronts }: FrontComparison): string | undefined {
  const has = (method: string): boolean => fronts.some((front) => front.method === method);
  return ['reliable', 'uniform-bsc', 'noise-injection'].find(has);
}

function savingOf(
  savings: readonly EnergySaving[],
  method: string,
  against: string | undefined,
  point: FrontPoint,
): string {
  if (against === undefined || method === against || point.dominated) return '–';
  const found = savings.find(
    (each) => each.method === method && each.against === against && each.accuracy === point.accuracy.value,
  );
  return found === undefined ? '–' : factorText(found.factor);
}

const number = { kind: 'number' } as const;
/** More than these are no table of a paper: only the fronts themselves are left */
const mostRows = 100;

/**
 * LaNMax's result as a table (arXiv:1912.10764, figure 3): every configuration with its fault rates, energy, accuracy, and how
 * many times less energy it needs than the reference method at its accuracy.
 */
export function lanmaxPaperTable(comparison: FrontComparison, subject: string): PaperTable {
  const { fronts, savings, reference, resamples } = comparison;
  const against = savingReference(comparison);
  const points = fronts.flatMap(({ points }) => points);
  const networks = new Set(points.map(({ architecture }) => architecture)).size;
  const energies = points.map(({ energy }) => energy);
  const name = against === undefined ? '' : methodLabel(against).toLowerCase();
  const isShown = ({ dominated }: FrontPoint): boolean => points.length <= mostRows || !dominated;
  const leftOut = points.length - points.filter(isShown).length;
  return {
    caption: `Memory energy and accuracy, ${subject}`,
    columns: [
      { key: 'method', label: 'Method' },
      { key: 'label', label: 'Configuration' },
      ...(networks > 1 ? [{ key: 'network', label: 'Network' }] : []),
      { key: 'rates', label: 'Fault rates of the layers' },
      { key: 'energy', label: 'Energy', unit: '%', ...number },
      { key: 'accuracy', label: 'Accuracy', unit: '%', ...number },
      ...(against === undefined ? [] : [{ key: 'saving', label: `Times less energy than ${name}`, ...number }]),
    ],
    rows: fronts.flatMap(({ method, points: own }) =>
      own.filter(isShown).map((point) => ({
        method: methodLabel(method),
        label: point.label,
        network: point.architecture,
        rates: ratesText(point),
        energy: energyText(point.energy),
        accuracy: percentText(point.accuracy),
        saving: savingOf(savings, method, against, point),
      })),
    ),
    notes: [
      ...(leftOut === 0 ? [] : [`${countText(leftOut)} points that another of their method dominates are left out.`]),
      `Energy of the memory that holds the weights; 100\u202f%: ${countText(reference.weights)} weights of ${reference.bits} ${reference.bits === 1 ? 'bit' : 'bits'} (${reference.architecture}) in reliable memory.`,
      intervalNote([...points.map(({ accuracy }) => accuracy), ...energies.filter(({ low, high }) => high > low)]),
      'Fault rates: errors by bits read, of the first seed; mean: geometric, over bits.',
      ...(against === undefined || fronts.length < 2
        ? []
        : [
            `Times less energy than ${name} at the same accuracy: [low, high] is the ${confidenceText([fronts[0]!.hypervolume])} interval of ${countText(resamples)} bootstrap resamples of seeds and noise draws; – where it is a point of that method, is dominated, or the other does not reach the accuracy.`,
          ]),
    ].filter((note) => note !== ''),
  };
}
