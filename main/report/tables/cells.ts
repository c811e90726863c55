import type { Estimate } from '../../contract/estimate.ts';
import type { Digits, MeasuredCell, TableCell } from './table-document.ts';

export const missing: TableCell = { kind: 'missing' };

export function textCell(text: string | undefined): TableCell {
  return text === undefined || text === '' ? missing : { kind: 'text', text };
}

/** NaN and infinities are no numbers of a table. */
export function numberCell(value: number | undefined, digits: Digits): TableCell {
  return value === undefined || !Number.isFinite(value) ? missing : { kind: 'number', value, digits };
}

export const countCell = (count: number | undefined): TableCell => numberCell(count, 'count');

export const markCell = (marked: boolean): TableCell => ({ kind: 'mark', marked });

/** A number times a power of ten, without the rounding of a multiplication: 0.9051 is 90.51 per cent. */
export function shifted(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

function scaled(estimate: Estimate, places: number): Estimate {
  const { value, low, high, confidence, over, n } = estimate;
  return {
    value: shifted(value, places),
    low: shifted(low, places),
    high: shifted(high, places),
    confidence,
    over,
    n,
  };
}

type MeasuredOptions = Partial<Pick<MeasuredCell, 'shown' | 'digits' | 'signed'>>;

/** Missing where there is neither a value nor an end of its interval. */
export function measuredCell(estimate: Estimate | undefined, options: MeasuredOptions = {}): TableCell {
  if (estimate === undefined) return missing;
  const { value, low, high } = estimate;
  if (!Number.isFinite(value) && (options.shown !== 'ends' || ![low, high].some(Number.isFinite))) return missing;
  return { kind: 'measured', shown: 'half-width', digits: { decimals: 2 }, ...scaled(estimate, 0), ...options };
}

/** A fraction in per cent, and a difference of fractions in points. */
export function percentCell(estimate: Estimate | undefined, options: MeasuredOptions = {}): TableCell {
  return measuredCell(estimate && scaled(estimate, 2), options);
}

/** Energies that do not differ between seeds are exact: four digits. */
export function energyCell(energy: Estimate): TableCell {
  return percentCell(energy, { digits: { significant: 4 } });
}

/** A score of a layer with one standard error. */
export function scoreCell(value: number, standardError: number, n: number): TableCell {
  return Number.isFinite(value) ? { kind: 'scored', value, standardError, n } : missing;
}
