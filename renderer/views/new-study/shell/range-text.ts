import type { TimeRange } from '../../../../main/contract/workbench/specification.ts';

/** A time with how far off it may be: `about 2 min` and `1 min 40 s to 3 min`; no range where both ends read the same. */
export function rangeText(
  { value, low, high }: TimeRange,
  format: (amount: number) => string,
): { readonly value: string; readonly range?: string } {
  const [from, to] = [format(Math.max(0, low)), format(high)];
  return { value: `about ${format(value)}`, ...(from === to ? {} : { range: `${from} to ${to}` }) };
}
