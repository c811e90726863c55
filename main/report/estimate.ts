import type { Estimate } from '../contract/results.ts';
import { decimalsFor, fixed, formatCount, formatSignificant } from './format-number.ts';

/** Half the interval's width; Wilson's intervals are slightly lopsided, their half width stands for both sides. */
export function halfWidth({ low, high }: Estimate): number {
  return (high - low) / 2;
}

/** Decimal places that three digits of a number take. */
function significantDecimals(value: number): number {
  return value === 0 ? 2 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/**
 * `3.31 [2.92, 3.80]`: with both ends, for intervals that are not symmetric; to the decimals of half of it. Where one end
 * is not known to be finite `3.31, at least 2.92` or `3.31, at most 3.80`, to three digits, and without a value the bound
 * alone. Where nothing is known about the spread the value stands alone.
 */
export function formatInterval({ value, low, high }: Estimate, scale = 1): string {
  const [middle, lower, upper] = [scale * value, scale * low, scale * high];
  if (Number.isFinite(lower) && Number.isFinite(upper)) return withEnds(middle, lower, upper);
  const hasFloor = Number.isFinite(lower) && upper === Infinity;
  const hasCeiling = lower === -Infinity && Number.isFinite(upper);
  if (!hasFloor && !hasCeiling) return formatSignificant(middle);
  const bound = hasFloor ? lower : upper;
  const places = significantDecimals(Number.isFinite(middle) ? middle : bound);
  const side = `at ${hasFloor ? 'least' : 'most'} ${fixed(bound, places)}`;
  return Number.isFinite(middle) ? `${fixed(middle, places)}, ${side}` : side;
}

function withEnds(value: number, low: number, high: number): string {
  if (!Number.isFinite(value)) return '–';
  const width = Math.abs(high - low) / 2;
  // What rounding alone leaves of an interval is none
  const places = width > 1e-9 * Math.abs(value) ? decimalsFor(width) : significantDecimals(value);
  return `${fixed(value, places)} [${fixed(low, places)}, ${fixed(high, places)}]`;
}

const units = {
  images: 'test image',
  draws: 'noise draw',
  seeds: 'seed',
  steps: 'step',
  resamples: 'resample',
} as const;

/** `1,017 test images`, `1 seed`: what an interval is over. */
export function formatSample({ over, n }: Estimate): string {
  return `${formatCount(n)} ${units[over]}${n === 1 ? '' : 's'}`;
}

/** `95 %`, `95 % or 99 %`: each level once; empty without intervals. */
export function confidenceLevels(intervals: readonly Pick<Estimate, 'confidence'>[]): string {
  return [...new Set(intervals.map(({ confidence }) => `${Number((100 * confidence).toFixed(4))} %`))].join(' or ');
}

/** What `±` means in a table. */
export function intervalNote(estimates: readonly Estimate[]): string {
  return estimates.length === 0 ? '' : `± is half of the ${confidenceLevels(estimates)} confidence interval.`;
}
