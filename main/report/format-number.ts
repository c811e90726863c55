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
  if (!Number.isFinite(value)) return '–';
  if (uncertainty === undefined || !Number.isFinite(uncertainty) || uncertainty <= 0) {
    return `${fixed(value, decimals)}${suffix}`;
  }
  const places = decimalsFor(uncertainty);
  return `${fixed(value, places)} ± ${fixed(uncertainty, places)}${suffix}`;
}

/** `toFixed` without a negative zero. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** Three significant digits without an exponent, for magnitudes from 1e-4 to 1e6; with one elsewhere. */
export function formatSignificant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e6) return value.toExponential(digits - 1);
  const rounded = Number(value.toPrecision(digits));
  return fixed(rounded, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))));
}

/** A rate that was chosen, without more digits than it has: `0.001`, `0.0316`, `1e-7`; three at most. */
export function formatRate(rate: number): string {
  return Number.isFinite(rate) ? String(Number(rate.toPrecision(3))) : '–';
}

/** A fraction as per cent: `91.6 ± 0.5 %`. */
export function formatPercent(fraction: number, halfWidth?: number): string {
  return formatWithUncertainty(100 * fraction, halfWidth === undefined ? undefined : 100 * halfWidth, '%');
}

/** A difference of two accuracies, in percent points and with its sign: `+0.3 ± 0.4 points`. */
export function formatPercentPoints(fraction: number, halfWidth?: number): string {
  const text = formatWithUncertainty(100 * fraction, halfWidth === undefined ? undefined : 100 * halfWidth, 'points');
  return /^[-–]/.test(text) || fraction <= 0 ? text : `+${text}`;
}

/** `0.84 ms`, `186 ms`, `12.3 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–';
  if (milliseconds >= 9_999.5) return `${formatSignificant(milliseconds / 1000)} s`;
  if (milliseconds >= 999.5) return `${fixed(milliseconds, 0)} ms`;
  return milliseconds < 1e-4 ? '0 ms' : `${formatSignificant(milliseconds)} ms`;
}

/**
 * The decimal place of a whole's third digit, from 0 to 6: to it its parts are shown, so that a column adds up. 0.004 beside
 * 4.66 is `0.00`.
 */
export function decimalsBeside(whole: number): number {
  return whole > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(whole)))) : 2;
}

/** A ratio, as `1.36×`. */
export function formatFactor(factor: number): string {
  return Number.isFinite(factor) ? `${fixed(factor, 2)}×` : '–';
}

/** `812 B`, `1.5 kB`, `24 MB`: powers of 1000. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let amount = bytes;
  let unit = 0;
  while (unit < units.length - 1 && amount >= (unit === 0 ? 1000 : 999.5)) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 ? String(amount) : formatSignificant(amount)} ${units[unit]!}`;
}

/** `0.8 s`, `12 s`, `1 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 9.95) return `${fixed(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `p = 0.25`, `p < 0.001`. */
export function formatPValue(p: number): string {
  if (!Number.isFinite(p)) return 'p = –';
  return p < 0.001 ? 'p < 0.001' : `p = ${formatSignificant(p, 2)}`;
}

/** `50,000` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
