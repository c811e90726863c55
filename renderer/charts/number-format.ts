import { decimalsFor, roundedTo, significantDecimals } from '../../main/contract/text/digits.ts';

/** A number with bounds, as `Estimate` has it; bounds that are not finite mean that nothing is known on that side. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export type EstimateKind = 'percent' | 'factor' | 'seconds' | 'milliseconds' | 'number';

const minus = '\u2212';
const narrow = '\u202f';
const notKnown = 'not known';

const grouping = new Map<number, Intl.NumberFormat>();

/** With thousands separators and exactly `decimals` decimals (0 to 20). NaN: "not known"; infinite: "unbounded". */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return notKnown;
  if (!Number.isFinite(value)) return value > 0 ? 'unbounded' : `${minus}unbounded`;
  let format = grouping.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    grouping.set(decimals, format);
  }
  const text = format.format(value);
  // Rounding may leave a minus before a zero
  if (!/[1-9]/.test(text)) return text.replace('-', '');
  return text.replace('-', minus);
}

/** "10,000" */
export const formatCount = (value: number): string => formatFixed(value, 0);

/**
 * How many decimals an uncertainty supports, by the rule of exports.
 *
 * @param uncertainty half the width of an interval; anything not finite or 0 says nothing
 * @returns undefined where nothing is known
 */
export function supportedDecimals(uncertainty: number): number | undefined {
  return Number.isFinite(uncertainty) && uncertainty > 0 ? decimalsFor(uncertainty) : undefined;
}

/** The value with `digits` significant digits. Very small and very large values as powers of ten. */
export function formatSignificant(value: number, digits = 3): string {
  if (!Number.isFinite(value) || value === 0) return formatFixed(value, 0);
  const rounded = roundedTo(value, digits);
  const magnitude = Math.abs(rounded);
  if (magnitude >= 1e-4 && magnitude < 1e15) return formatFixed(rounded, significantDecimals(value, digits));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${formatFixed(Number(mantissa), digits - 1)}${narrow}×${narrow}10${superscript(Number(exponent))}`;
}

const superscriptDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** "⁻⁵" */
export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscriptDigits[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

const prefixes: readonly (readonly [exponent: number, prefix: string])[] = [
  [15, 'P'],
  [12, 'T'],
  [9, 'G'],
  [6, 'M'],
  [3, 'k'],
  [0, ''],
  [-3, 'm'],
  [-6, 'µ'],
  [-9, 'n'],
  [-12, 'p'],
  [-15, 'f'],
];

/** "14.2 MB", "3.10 µJ": three significant digits by default and the SI prefix that leaves 1 to 999 before the point. */
export function formatSi(value: number, unit: string, digits = 3): string {
  if (!Number.isFinite(value)) return formatFixed(value, 0);
  if (value === 0) return unit === '' ? '0' : `0${narrow}${unit}`;
  const rounded = roundedTo(value, digits);
  const [exponent, prefix] = prefixes.find(([power]) => Math.abs(rounded) >= 10 ** power) ?? prefixes.at(-1)!;
  const scaled = value / 10 ** exponent;
  const text = formatSignificant(scaled, digits);
  const label = `${prefix}${unit}`;
  return label === '' ? text : `${text}${narrow}${label}`;
}

/** A fraction as "98.32 %". @param decimals of the percentage; 1 by default */
export const formatPercent = (fraction: number, decimals = 1): string =>
  Number.isFinite(fraction) ? `${formatFixed(fraction * 100, decimals)}${narrow}%` : formatFixed(fraction, 0);

/** With a plus before what is above 0. */
export function signed(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return value > 0 && Number.isFinite(value) && /[1-9]/.test(text) ? `+${text}` : text;
}
