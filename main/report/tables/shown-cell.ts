import { decimalsFor, fixed, formatCount, formatRate, formatSignificant } from '../../contract/text/digits.ts';
import { formatInterval, halfWidth, spreads } from '../../contract/text/estimate-text.ts';
import type { Digits, TableCell } from './table-document.ts';

/** What a cell says to people, with as many digits as are known, before any format's own signs. */
export type ShownCell =
  | { readonly kind: 'words'; readonly text: string }
  /** `value` is a number as text, with a point, perhaps a sign, commas between thousands, or an exponent */
  | { readonly kind: 'number'; readonly value: string; readonly uncertainty?: string }
  | { readonly kind: 'mark'; readonly marked: boolean }
  | { readonly kind: 'missing'; readonly said?: string };

export function shownCell(cell: TableCell): ShownCell {
  switch (cell.kind) {
    case 'text':
      return { kind: 'words', text: cell.text };
    case 'mark':
      return { kind: 'mark', marked: cell.marked };
    case 'missing':
      return cell;
    case 'number':
      return { kind: 'number', value: withDigits(cell.value, cell.digits) };
    case 'scored':
      return cell.standardError > 0 && Number.isFinite(cell.standardError)
        ? known(cell.value, cell.standardError)
        : { kind: 'number', value: formatSignificant(cell.value) };
    case 'measured': {
      if (cell.shown === 'ends') return interval(formatInterval(cell));
      const shown = spreads(cell)
        ? known(cell.value, halfWidth(cell))
        : { kind: 'number' as const, value: withDigits(cell.value, cell.digits) };
      return cell.signed && cell.value > 0 ? { ...shown, value: `+${shown.value}` } : shown;
    }
  }
}

function known(value: number, uncertainty: number): ShownCell & { readonly kind: 'number' } {
  const places = decimalsFor(uncertainty);
  return { kind: 'number', value: fixed(value, places), uncertainty: fixed(uncertainty, places) };
}

function interval(text: string): ShownCell {
  return /^-?[\d.]+$/.test(text) ? { kind: 'number', value: text } : { kind: 'words', text };
}

function withDigits(value: number, digits: Digits): string {
  if (digits === 'count') return formatCount(value);
  if (digits === 'rate') return formatRate(value);
  return 'decimals' in digits ? fixed(value, digits.decimals) : formatSignificant(value, digits.significant);
}

/** As plain text: `92.2 ± 0.8`, `3.3 [2.9, 3.8]`, `*`; what is missing is empty unless more is said. */
export function plainCell(cell: TableCell): string {
  const shown = shownCell(cell);
  switch (shown.kind) {
    case 'words':
      return shown.text;
    case 'mark':
      return shown.marked ? '*' : '';
    case 'missing':
      return shown.said ?? '';
    case 'number':
      return shown.uncertainty === undefined ? shown.value : `${shown.value} ± ${shown.uncertainty}`;
  }
}
