/*
 * The digits of `lab compare` (main/report/format-number.ts), which a reader has beside this on paper: the same number is
 * the same text in both. Signs are typographic here.
 */

const minus = '\u2212';
export const unknown = '–';

/**
 * Decimals that show a number as precisely as it is known: of the uncertainty two digits when its first three lie from 100
 * to 354, one from 355 to 949, above it becomes 1000 (Particle Data Group, Review of Particle Physics, 5.3 "Rounding").
 *
 * @param uncertainty above 0 and finite
 */
export function decimalsFor(uncertainty: number): number {
  const exponent = Math.floor(Math.log10(uncertainty));
  const leading = Math.round(uncertainty / 10 ** (exponent - 2));
  const digits = leading >= 355 && leading <= 949 ? 1 : 2;
  const carried = leading > 949 ? exponent + 1 : exponent;
  return Math.min(12, Math.max(0, digits - 1 - carried));
}

/** With so many decimals; no zero is negative. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return unknown;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', minus);
}

/** Decimal places that three digits of a number take, at most six. */
export function significantDecimals(value: number): number {
  return value === 0 ? 2 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/** Three significant digits without an exponent, for magnitudes from 1e-4 to 1e6; with one elsewhere. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return unknown;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e6) return value.toExponential(digits - 1).replace('-', minus);
  const rounded = Number(value.toPrecision(digits));
  return fixed(rounded, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))));
}

/** A rate that was chosen, without more digits than it has: `0.001`, `0.0316`, `1e−7`; three at most. */
export function rateText(rate: number): string {
  return Number.isFinite(rate) ? String(Number(rate.toPrecision(3))).replace('-', minus) : unknown;
}

const counts = new Intl.NumberFormat('en-US');

/** `50,000` */
export function countText(count: number): string {
  return counts.format(count);
}

/** `96.82 ± 0.34`. Without a usable uncertainty (none, zero, infinite, NaN) the value alone with `decimals` places. */
export function withUncertainty(value: number, uncertainty: number | undefined, decimals = 2): string {
  if (!Number.isFinite(value)) return unknown;
  if (uncertainty === undefined || !Number.isFinite(uncertainty) || uncertainty <= 0) return fixed(value, decimals);
  const places = decimalsFor(uncertainty);
  return `${fixed(value, places)} ± ${fixed(uncertainty, places)}`;
}
