import { fixed, formatSignificant, formatWithUncertainty } from '../contract/text/digits.ts';

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
