import type { Estimate } from '../contract/results.ts';
import {
  decimalsFor,
  fixed,
  formatCount,
  formatPercent,
  formatSignificant,
  formatWithUncertainty,
} from './format-number.ts';

/** Half the interval's width; Wilson's intervals are slightly lopsided, their half width stands for both sides. */
export function halfWidth({ low, high }: Estimate): number {
  return (high - low) / 2;
}

export function formatAccuracy(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : formatPercent(estimate.value, halfWidth(estimate));
}

/** In per cent, for a column whose title has the unit. */
export function percentCell(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : formatWithUncertainty(100 * estimate.value, 100 * halfWidth(estimate));
}

/** Decimal places that three digits of a number take. */
function significantDecimals(value: number): number {
  return value === 0 ? 2 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/** To the decimals of the other numbers beside it; an end that is not known to be finite is `∞`. */
function bound(value: number, places: number): string {
  if (Number.isFinite(value)) return fixed(value, places);
  return value > 0 ? '∞' : '-∞';
}

/**
 * `3.31 [2.92, 3.80]`: with both ends, for intervals that are not symmetric; to the decimals of half of it,
 * to three digits where an end is not known. Where nothing is known about the spread the
 * value stands alone.
 */
export function formatInterval({ value, low, high }: Estimate, scale = 1): string {
  if (!Number.isFinite(value)) return '–';
  const ends = [low, high].map((end) => scale * end);
  if (ends.some(Number.isNaN) || (ends[0] === -Infinity && ends[1] === Infinity))
    return formatSignificant(scale * value);
  const width = Math.abs(ends[1]! - ends[0]!) / 2;
  // What rounding alone leaves of an interval is none
  const measured = Number.isFinite(width) && width > 1e-9 * Math.abs(scale * value);
  const places = measured ? decimalsFor(width) : significantDecimals(scale * value);
  return `${fixed(scale * value, places)} [${ends.map((end) => bound(end, places)).join(', ')}]`;
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

/** What `±` means in a table. */
export function intervalNote(estimates: readonly Estimate[]): string {
  const levels = [...new Set(estimates.map(({ confidence }) => `${Number((100 * confidence).toFixed(4))} %`))];
  return levels.length === 0 ? '' : `± is half of the ${levels.join(' or ')} confidence interval.`;
}
