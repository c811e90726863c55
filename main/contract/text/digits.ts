/*
 * How many digits of a number are shown. What is printed, exported, shown and copied goes by these rules.
 */

/** Stands for a number that is not known. */
export const unknown = '–';

/**
 * Decimal places that show a number as precisely as it is known: the uncertainty keeps two digits when its first three
 * lie from 100 to 354, one digit from 355 to 949, and becomes 1000 above (Particle Data Group, Review of Particle
 * Physics, Introduction 5.3, "Rounding").
 *
 * @param uncertainty > 0 and finite; at least 0 places are returned
 */
export function decimalsFor(uncertainty: number): number {
  const exponent = Math.floor(Math.log10(uncertainty));
  const leading = Math.round(uncertainty / 10 ** (exponent - 2));
  const digits = leading <= 354 ? 2 : leading <= 949 ? 1 : 2;
  const carried = leading > 949 ? exponent + 1 : exponent;
  return Math.min(12, Math.max(0, digits - 1 - carried));
}

/**
 * `91.6 ± 0.5 %`. Without a usable uncertainty (none, zero, infinite, NaN) the value stands alone with `decimals` places.
 *
 * @param unit with no space before it when empty
 */
export function formatWithUncertainty(value: number, uncertainty: number | undefined, unit = '', decimals = 2): string {
  const suffix = unit === '' ? '' : ` ${unit}`;
  if (!Number.isFinite(value)) return unknown;
  if (uncertainty === undefined || !Number.isFinite(uncertainty) || uncertainty <= 0) {
    return `${fixed(value, decimals)}${suffix}`;
  }
  const places = decimalsFor(uncertainty);
  return `${fixed(value, places)} ± ${fixed(uncertainty, places)}${suffix}`;
}

/** `toFixed` without a negative zero; `–` for what is not finite. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return unknown;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** Three significant digits without an exponent, for magnitudes from 1e-4 to 1e6; with one elsewhere. */
export function formatSignificant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return unknown;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e6) return value.toExponential(digits - 1);
  return fixed(roundedTo(value, digits), significantDecimals(value, digits));
}

/** The number nearest to a finite value that has so many significant digits: 1230 for 1234.5 and three. */
export function roundedTo(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Decimal places of a finite value, not 0, that is rounded to so many significant digits: 1 for 9.999 and three, which is 10.0. */
export function significantDecimals(value: number, digits: number): number {
  return Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(roundedTo(value, digits)))));
}

/** A number without more digits than it has, so many at most: `0.5`, `0.3333`. */
export function formatShort(value: number, digits: number): string {
  return Number.isFinite(value) ? String(roundedTo(value, digits)) : unknown;
}

/** A rate that was chosen: `0.001`, `0.0316`, `1e-7`; three digits at most. */
export const formatRate = (rate: number): string => formatShort(rate, 3);

/** `p = 0.25`, `p < 0.001`. */
export function formatPValue(p: number): string {
  if (!Number.isFinite(p)) return `p = ${unknown}`;
  return p < 0.001 ? 'p < 0.001' : `p = ${formatSignificant(p, 2)}`;
}

/** `50,000` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
