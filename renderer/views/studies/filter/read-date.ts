/** Milliseconds since 1970, `end` exclusive: a day, a minute or a second, as precisely as it was written. */
export interface DateSpan {
  readonly start: number;
  readonly end: number;
}

const datePattern = /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?)?$/;

/** `2026-11`, `2026-11-20`, `2026-11-20 14:30`, in local time as the table shows it; anything else is no date. */
export function readDate(text: string): DateSpan | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => (part ? Number(part) : undefined));
  const at = (days: number, minutes: number, seconds: number, months = 0): number =>
    new Date(
      year!,
      month! - 1 + months,
      (day ?? 1) + days,
      hour ?? 0,
      (minute ?? 0) + minutes,
      (second ?? 0) + seconds,
    ).getTime();
  const start = at(0, 0, 0);
  const written = new Date(start);
  if (written.getMonth() !== month! - 1 || written.getDate() !== (day ?? 1)) return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  if (second !== undefined) return { start, end: at(0, 0, 1) };
  if (minute !== undefined) return { start, end: at(0, 1, 0) };
  return { start, end: day === undefined ? at(0, 0, 0, 1) : at(1, 0, 0) };
}
