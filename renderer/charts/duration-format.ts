import { formatFixed, formatSignificant } from './number-format.ts';

const narrow = '\u202f';

/**
 * A duration as people say it: "350 ms", "8.4 s", "48 s", "1 min 20 s", "1 h 5 min", "3 d 4 h".
 *
 * @param seconds not negative; NaN: "not known", infinite: "unbounded"
 */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return formatFixed(seconds, 0);
  if (seconds < 0) return `\u2212${formatSeconds(-seconds)}`;
  if (seconds === 0) return `0${narrow}s`;
  if (seconds < 0.9995) return formatMilliseconds(seconds * 1000);
  if (seconds < 9.95) return `${formatFixed(seconds, 1)}${narrow}s`;
  if (seconds < 59.5) return `${formatFixed(seconds, 0)}${narrow}s`;
  return inUnits(seconds);
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

function inUnits(seconds: number): string {
  // Rounded to the smaller of the two units first: 59 min 59.7 s are 1 h
  const index = seconds < 3599.5 ? 2 : seconds < 86_370 ? 1 : 0;
  const [, step] = units[index + 1]!;
  const rounded = Math.round(seconds / step) * step;
  const first = units.findIndex(([, size]) => rounded >= size);
  const [largeName, large] = units[first]!;
  const [smallName, small] = units[first + 1]!;
  const major = Math.floor(rounded / large);
  const minor = Math.floor((rounded - major * large) / small);
  const text = `${formatFixed(major, 0)}${narrow}${largeName}`;
  return minor === 0 ? text : `${text} ${minor}${narrow}${smallName}`;
}

/** "0.42 ms", "12.4 ms", "1,840 ms": for steps of training, three significant digits. */
export function formatMilliseconds(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return formatFixed(milliseconds, 0);
  return `${formatSignificant(milliseconds, 3)}${narrow}ms`;
}

/** Of a time that is only estimated: whole seconds, none below 0. */
export function formatRoughSeconds(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds));
  return rounded < 60 ? `${rounded}${narrow}s` : formatSeconds(rounded);
}

/** "about 3 min (2 min to 5 min)"; without a range where that is not known. */
export function formatTimeLeft(
  left: number | { readonly value: number; readonly low: number; readonly high: number },
): string {
  if (typeof left === 'number')
    return Number.isFinite(left) ? `about ${formatRoughSeconds(left)} left` : 'time left not known';
  if (!Number.isFinite(left.value)) return 'time left not known';
  const range = formatRange(left);
  return `about ${formatRoughSeconds(left.value)} left${range === undefined ? '' : ` (${range})`}`;
}

/** "2 min to 5 min"; undefined where both are the same, or a bound is not known. */
export function formatRange(range: { readonly low: number; readonly high: number }): string | undefined {
  if (!Number.isFinite(range.low) || !Number.isFinite(range.high)) return undefined;
  const [low, high] = [formatRoughSeconds(range.low), formatRoughSeconds(range.high)];
  return low === high ? undefined : `${low} to ${high}`;
}

/** "just now", "3 s ago", "5 min ago", "2 h ago", then days. Of times to come "in 3 s". */
export function formatAgo(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'not known';
  const seconds = Math.abs(milliseconds) / 1000;
  if (seconds < 1) return 'just now';
  const [name, size] = units.find(([, size]) => seconds >= size)!;
  const text = `${Math.floor(seconds / size)}${narrow}${name}`;
  return milliseconds < 0 ? `in ${text}` : `${text} ago`;
}
