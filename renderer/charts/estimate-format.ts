import { significantDecimals } from '../../main/contract/text/digits.ts';
import { formatFixed, signed, supportedDecimals } from './number-format.ts';
import type { EstimateKind, Interval } from './number-format.ts';

const narrow = '\u202f';

export interface EstimateText {
  /** "91.4 %" */
  readonly value: string;
  /** All in one line: "91.4 ± 0.3 %", "3.1× (2.8 to 3.6)" */
  readonly full: string;
  /** The line in its parts: head, a space and spread, tail. Without a spread nothing is known of it */
  readonly head: string;
  readonly spread?: string;
  readonly tail: string;
}

export interface EstimateSettings {
  /** Behind the number; those of the kind by default */
  readonly unit?: string;
  /** Of two values: signed, percent in points */
  readonly difference?: boolean;
}

const unitOf = (kind: EstimateKind, difference: boolean): string =>
  ({ percent: difference ? 'points' : '%', factor: '×', seconds: 's', milliseconds: 'ms', number: '' })[kind];

/**
 * A value with its interval, no more digits than the interval supports. An interval that is symmetric, nearly or at that
 * number of digits, is written with ±, any other with its bounds; one that is open says on which side.
 */
export function formatEstimate(
  { value, low, high }: Interval,
  kind: EstimateKind,
  { unit, difference = false }: EstimateSettings = {},
): EstimateText {
  const scale = kind === 'percent' ? 100 : 1;
  const [center, lower, upper] = [value * scale, low * scale, high * scale];
  const behind = withUnit(unit ?? unitOf(kind, difference));
  if (!Number.isFinite(center)) return lineOf(formatFixed(center, 0), '');

  const [below, above] = [center - lower, upper - center];
  const half = (below + above) / 2;
  // The rule of exports: half of an interval that is slightly lopsided stands for both sides
  const isEven = Number.isFinite(half) && half > 0 && Math.abs(above - below) <= 0.1 * half;
  const sides = [below, above].filter((side) => Number.isFinite(side) && side > 0);
  const decimals = supportedDecimals(isEven ? half : Math.min(...sides)) ?? usualDecimals(center, kind);
  const number = difference ? signed(center, decimals) : formatFixed(center, decimals);
  if (sides.length === 0) {
    // A width of 0 is a statement, an unknown width is none
    return lineOf(number, behind, lower === upper && lower === center ? '± 0' : undefined);
  }
  const spread = formatFixed(isEven ? half : below, decimals);
  if (isEven || spread === formatFixed(above, decimals)) return lineOf(number, behind, `± ${spread}`);
  return lineOf(number, behind, `(${boundsText(lower, upper, decimals, difference)})`);
}

/** "91.4 ± 0.3 %", but "91.4 % (91.1 to 91.9)" */
function lineOf(number: string, unit: string, spread?: string): EstimateText {
  const value = `${number}${unit}`;
  if (spread === undefined) return { value, full: value, head: value, tail: '' };
  return spread.startsWith('±')
    ? { value, full: `${number} ${spread}${unit}`, head: number, spread, tail: unit }
    : { value, full: `${value} ${spread}`, head: value, spread, tail: '' };
}

/** "91.1 to 91.9", "above 2.1", "below 4" */
function boundsText(low: number, high: number, decimals: number, difference: boolean): string {
  const text = (bound: number): string => (difference ? signed(bound, decimals) : formatFixed(bound, decimals));
  if (!Number.isFinite(low)) return `below ${text(high)}`;
  if (!Number.isFinite(high)) return `above ${text(low)}`;
  return `${text(low)} to ${text(high)}`;
}

function usualDecimals(value: number, kind: EstimateKind): number {
  return kind === 'percent' ? 2 : value === 0 ? 0 : significantDecimals(value, 3);
}

function withUnit(unit: string): string {
  if (unit === '') return '';
  return unit === '×' ? '×' : `${narrow}${unit}`;
}

const overWords: Readonly<Record<string, string>> = {
  images: 'test images',
  draws: 'noise draws',
  seeds: 'seeds',
  steps: 'steps',
  resamples: 'bootstrap resamples',
};

/** "95 % confidence interval over 5 seeds" */
export function describeInterval(estimate: {
  readonly confidence?: number;
  readonly over?: string;
  readonly n?: number;
}): string {
  const confidence =
    estimate.confidence === undefined ? '' : `${formatFixed(estimate.confidence * 100, 0)}${narrow}% confidence `;
  const over =
    estimate.over === undefined ? '' : ` over ${count(estimate.n)}${overWords[estimate.over] ?? estimate.over}`;
  return `${confidence}interval${over}`;
}

const count = (n: number | undefined): string => (n === undefined ? '' : `${formatFixed(n, 0)} `);
