/** A number as people type it: decimal point or comma, thousands separators, powers of ten. Undefined where it is none. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.replaceAll(/[\s\u202f]/g, '').replace('\u2212', '-');
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed)
    ? trimmed.replaceAll(',', '')
    : trimmed.replace(/^([^,.]*),([^,.]*)$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** As short as the number is exactly; empty for none. */
export const writeNumber = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** A number moved by a step, without the dust of binary fractions, kept within its bounds. */
export function steppedNumber(value: number | undefined, by: number, min?: number, max?: number): number {
  const start = value ?? (min !== undefined && by > 0 ? min - by : (min ?? 0));
  const moved = Number((start + by).toPrecision(12));
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, moved));
}
