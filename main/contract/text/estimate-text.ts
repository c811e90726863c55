import type { Estimate } from '../estimate.ts';
import { decimalsFor, fixed, formatCount, formatSignificant, unknown } from './digits.ts';
import { listed } from './listed.ts';

type Interval = Pick<Estimate, 'value' | 'low' | 'high'>;

/** Half the interval's width; Wilson's intervals are slightly lopsided, their half width stands for both sides. */
export function halfWidth({ low, high }: Interval): number {
  return (high - low) / 2;
}

/** Whether the spread of a value is known, and there is any. */
export function spreads(interval: Interval): boolean {
  const uncertainty = halfWidth(interval);
  return Number.isFinite(uncertainty) && uncertainty > 0;
}

/** Decimal places that three digits of a number take, at most six. */
function usualDecimals(value: number): number {
  return value === 0 ? 2 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/**
 * `3.31 [2.92, 3.80]`: with both ends, for intervals that are not symmetric; to the decimals of half of it. Where one end
 * is not known to be finite `3.31, at least 2.92` or `3.31, at most 3.80`, to three digits, and without a value the bound
 * alone. Where nothing is known about the spread the value stands alone.
 */
export function formatInterval({ value, low, high }: Interval, scale = 1): string {
  const [middle, lower, upper] = [scale * value, scale * low, scale * high];
  if (Number.isFinite(lower) && Number.isFinite(upper)) return withEnds(middle, lower, upper);
  const hasFloor = Number.isFinite(lower) && upper === Infinity;
  const hasCeiling = lower === -Infinity && Number.isFinite(upper);
  if (!hasFloor && !hasCeiling) return formatSignificant(middle);
  const bound = hasFloor ? lower : upper;
  const places = usualDecimals(Number.isFinite(middle) ? middle : bound);
  const side = `at ${hasFloor ? 'least' : 'most'} ${fixed(bound, places)}`;
  return Number.isFinite(middle) ? `${fixed(middle, places)}, ${side}` : side;
}

function withEnds(value: number, low: number, high: number): string {
  if (!Number.isFinite(value)) return unknown;
  const width = Math.abs(high - low) / 2;
  // What rounding alone leaves of an interval is none
  const places = width > 1e-9 * Math.abs(value) ? decimalsFor(width) : usualDecimals(value);
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
export function formatSample({ over, n }: Pick<Estimate, 'over' | 'n'>): string {
  return `${formatCount(n)} ${units[over]}${n === 1 ? '' : 's'}`;
}

/** `95 %`, `95 % or 99 %`: each level once; empty without intervals. */
export function confidenceLevels(intervals: readonly Pick<Estimate, 'confidence'>[]): string {
  return [...new Set(intervals.map(({ confidence }) => `${Number((100 * confidence).toFixed(4))} %`))].join(' or ');
}

/**
 * What a sign in a table means, and what the intervals are over: `± is half of the 95 % confidence interval, over 3 seeds.`
 * More than three samples are named without their numbers. Empty without intervals.
 *
 * @param start of the sentence, up to the level of confidence
 */
export function intervalsNote(start: string, intervals: readonly Omit<Estimate, 'value' | 'low' | 'high'>[]): string {
  if (intervals.length === 0) return '';
  const samples = [...new Set(intervals.map(sampleNamed))];
  const over = samples.length > 3 ? [...new Set(intervals.map((each) => kinds[each.over]))] : samples;
  return `${start} ${confidenceLevels(intervals)} confidence interval, over ${listed(over)}.`;
}

const kinds: Readonly<Record<Estimate['over'], string>> = {
  images: 'test images',
  draws: 'noise draws',
  seeds: 'seeds',
  steps: 'steps',
  resamples: 'bootstrap resamples of seeds and noise draws',
};

function sampleNamed(sample: Pick<Estimate, 'over' | 'n'>): string {
  return sample.over === 'resamples' ? `${formatCount(sample.n)} ${kinds.resamples}` : formatSample(sample);
}
