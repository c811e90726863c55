import type { Estimate } from '../../../../main/contract/results.ts';
import {
  countText,
  decimalsFor,
  fixed,
  significant,
  significantDecimals,
  unknown,
  withUncertainty,
} from '../../../charts/digits.ts';

type Interval = Pick<Estimate, 'value' | 'low' | 'high'>;

/** Half the interval's width; Wilson's intervals are slightly lopsided, their half width stands for both sides. */
export function halfWidth({ low, high }: Interval): number {
  return (high - low) / 2;
}

/** A fraction in per cent, for a column whose title has the unit: `96.82 ± 0.34`. */
export function percentText(estimate: Interval | undefined): string {
  return estimate === undefined ? '' : withUncertainty(100 * estimate.value, 100 * halfWidth(estimate));
}

/** The same with its unit: `96.82 ± 0.34 %`. */
export function accuracyText(estimate: Interval | undefined): string {
  const text = percentText(estimate);
  return text === '' || text === unknown ? text : `${text}\u202f%`;
}

/** Energies that do not differ between seeds are exact: four digits, no interval. */
export function energyText(energy: Interval): string {
  const uncertainty = halfWidth(energy);
  const spreads = Number.isFinite(uncertainty) && uncertainty > 0;
  return spreads ? percentText(energy) : significant(100 * energy.value, 4);
}

/** A difference of accuracies in points, with its sign: `+0.31 ± 0.04`. */
export function pointsText(difference: Interval): string {
  return withSign(withUncertainty(100 * difference.value, 100 * halfWidth(difference)), difference.value);
}

function withSign(text: string, value: number): string {
  return value > 0 && text !== unknown ? `+${text}` : text;
}

/**
 * `3.31 [2.92, 3.80]`: with both ends, for intervals that are not symmetric; to the decimals of half of it. Where one end
 * is not known to be finite `3.31, at least 2.92` or `3.31, at most 3.80`, and without a value the bound alone. Where
 * nothing is known about the spread the value stands alone.
 */
export function intervalText({ value, low, high }: Interval, scale = 1): string {
  const [middle, lower, upper] = [scale * value, scale * low, scale * high];
  if (Number.isFinite(lower) && Number.isFinite(upper)) return withEnds(middle, lower, upper);
  const hasFloor = Number.isFinite(lower) && upper === Infinity;
  const hasCeiling = lower === -Infinity && Number.isFinite(upper);
  if (!hasFloor && !hasCeiling) return significant(middle);
  const bound = hasFloor ? lower : upper;
  const places = significantDecimals(Number.isFinite(middle) ? middle : bound);
  const side = `at ${hasFloor ? 'least' : 'most'} ${fixed(bound, places)}`;
  return Number.isFinite(middle) ? `${fixed(middle, places)}, ${side}` : side;
}

function withEnds(value: number, low: number, high: number): string {
  if (!Number.isFinite(value)) return unknown;
  const width = Math.abs(high - low) / 2;
  // What rounding alone leaves of an interval is none
  const places = width > 1e-9 * Math.abs(value) ? decimalsFor(width) : significantDecimals(value);
  return `${fixed(value, places)} [${fixed(low, places)}, ${fixed(high, places)}]`;
}

/** A factor is never below 0: with no bound above, that is no bound at all. */
export function factorText(factor: Interval): string {
  const isUnbounded = factor.low === 0 && factor.high === Infinity;
  return intervalText(isUnbounded ? { ...factor, low: -Infinity } : factor);
}

const units = {
  images: 'test image',
  draws: 'noise draw',
  seeds: 'seed',
  steps: 'step',
  resamples: 'resample',
} as const satisfies Record<Estimate['over'], string>;

/** `1,017 test images`, `1 seed`: what an interval is over. */
export function sampleText({ over, n }: Pick<Estimate, 'over' | 'n'>): string {
  return `${countText(n)} ${units[over]}${n === 1 ? '' : 's'}`;
}

/** `95 %`, or the levels there are. */
export function confidenceText(estimates: readonly Pick<Estimate, 'confidence'>[]): string {
  return [...new Set(estimates.map(({ confidence }) => `${Number((100 * confidence).toFixed(4))}\u202f%`))].join(
    ' or ',
  );
}

/** What `±` means in a table, and what the intervals of it are over. */
export function intervalNote(estimates: readonly Estimate[]): string {
  const known = estimates.filter((estimate) => Number.isFinite(halfWidth(estimate)));
  if (known.length === 0) return '';
  const samples = [...new Set(known.map(sampleText))];
  const over = samples.length > 3 ? [...new Set(known.map(({ over }) => `${units[over]}s`))] : samples;
  return `± is half of the ${confidenceText(known)} confidence interval, over ${listed(over)}.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** `p = 0.25`, `p < 0.001`. */
export function pValueText(p: number): string {
  if (!Number.isFinite(p)) return unknown;
  return p < 0.001 ? 'p < 0.001' : `p = ${significant(p, 2)}`;
}
