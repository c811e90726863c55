import type { AccuracyGain, EnergySaving, Front, FrontComparison } from '../../../../main/contract/front-results.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { fixed, significant } from '../../../charts/digits.ts';
import { factorText, intervalText } from '../text/estimate-text.ts';

/** Two methods whose fronts are held against each other. */
export interface FrontPair {
  readonly method: string;
  readonly against: string;
}

/** What is asked first: LaNMax against what it is to replace, SAFT against the training it is to replace. */
const usual: readonly FrontPair[] = [
  { method: 'lanmax', against: 'uniform-bsc' },
  { method: 'lanmax', against: 'reliable' },
  { method: 'lanmax', against: 'noise-injection' },
  { method: 'saft', against: 'noise-injection' },
  { method: 'uniform-bsc', against: 'reliable' },
];

/** The pair to begin with; undefined where there are fewer than two fronts. */
export function usualPair(fronts: readonly Pick<Front, 'method'>[]): FrontPair | undefined {
  const has = (method: string): boolean => fronts.some((front) => front.method === method);
  const found = usual.find(({ method, against }) => has(method) && has(against));
  if (found !== undefined) return found;
  const [first, second] = fronts;
  return first === undefined || second === undefined ? undefined : { method: second.method, against: first.method };
}

const isOf =
  ({ method, against }: FrontPair) =>
  (each: FrontPair): boolean =>
    each.method === method && each.against === against;

export const savingColumns: readonly TableColumn[] = [
  { key: 'accuracy', label: 'At accuracy', unit: '%', kind: 'number' },
  { key: 'factor', label: 'Times less energy', kind: 'number' },
];

/** Savings of a pair by falling accuracy, all that the comparison has. */
export function savingRows(savings: readonly EnergySaving[], pair: FrontPair): readonly TableRow[] {
  return savings.filter(isOf(pair)).map(({ accuracy, factor }) => ({
    key: String(accuracy),
    accuracy: fixed(100 * accuracy, 2),
    factor: factorText(factor),
  }));
}

export const gainColumns: readonly TableColumn[] = [
  { key: 'energy', label: 'At energy', unit: '% of reference', kind: 'number' },
  { key: 'gain', label: 'Accuracy gained', unit: 'points', kind: 'number' },
];

/** Gains of a pair by rising energy, all that the comparison has. */
export function gainRows(gains: readonly AccuracyGain[], pair: FrontPair): readonly TableRow[] {
  return gains.filter(isOf(pair)).map(({ energy, gain }) => ({
    key: String(energy),
    energy: significant(100 * energy),
    gain: intervalText(gain, 100),
  }));
}

/** Where the cursors stand at first. Undefined where the two fronts have nothing in common on that axis. */
export interface CursorLevels {
  /** A fraction */
  readonly accuracy?: number;
  /** A fraction of the reference's */
  readonly energy?: number;
}

/**
 * The highest accuracy at which the saving of a pair has bounds on both sides, otherwise the highest of all, and the middle of
 * the energies at which both have points.
 */
export function usualLevels({ savings, gains }: FrontComparison, pair: FrontPair): CursorLevels {
  const own = savings.filter(isOf(pair));
  const bounded = own.find(
    ({ factor }) => factor.low > 0 && Number.isFinite(factor.low) && Number.isFinite(factor.high),
  );
  const ofPair = gains.filter(isOf(pair));
  return {
    accuracy: (bounded ?? own[0])?.accuracy,
    energy: ofPair[Math.floor(ofPair.length / 2)]?.energy,
  };
}

export interface LevelRange {
  readonly low: number;
  readonly high: number;
}

/** Accuracies and energies that the points of two fronts span; a cursor moves within. */
export function levelRanges(
  fronts: readonly Front[],
  { method, against }: FrontPair,
): { readonly accuracy: LevelRange; readonly energy: LevelRange } {
  const points = fronts
    .filter((front) => front.method === method || front.method === against)
    .flatMap(({ points }) => points);
  const over = (values: readonly number[]): LevelRange => ({
    low: values.reduce((least, value) => Math.min(least, value), Infinity),
    high: values.reduce((most, value) => Math.max(most, value), -Infinity),
  });
  return {
    accuracy: over(points.map(({ accuracy }) => accuracy.value)),
    energy: over(points.map(({ energy }) => energy.value)),
  };
}

/** Keeps a level inside what can be read; a value that is none becomes the low end. */
export function clampLevel(level: number, { low, high }: LevelRange): number {
  return Number.isFinite(level) ? Math.min(high, Math.max(low, level)) : low;
}
