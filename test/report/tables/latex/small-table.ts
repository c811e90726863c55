import type { TableCell, TableColumn } from '../../../../main/report/tables/table-document.ts';
import type { LatexContent, LatexRow } from '../../../../main/report/tables/latex/latex-content.ts';

export const text = (said: string): TableCell => ({ kind: 'text', text: said });
export const number = (value: number): TableCell => ({ kind: 'number', value, digits: { decimals: 1 } });
export const rate = (value: number): TableCell => ({ kind: 'number', value, digits: 'rate' });

/** A table of texts and numbers: the kind of a column is that of its first cell. */
export function tableOf(
  titles: readonly (string | Partial<TableColumn>)[],
  rows: readonly TableCell[][],
): LatexContent {
  return {
    ...{ id: 'some-table', title: 'Some', caption: 'Some of it' },
    columns: titles.map((title, index) => ({
      key: `column_${index}`,
      title: '',
      kind: rows[0]![index]!.kind as TableColumn['kind'],
      ...(typeof title === 'string' ? { title } : title),
    })),
    rows: rows.map((cells) => ({ cells })),
    notes: ['A note.'],
  };
}

/** Of each row its heading, if it has one, and its cells. */
export function said({ rows }: { readonly rows: readonly LatexRow[] }): readonly (readonly unknown[])[] {
  return rows.map(({ heading, cells }) => [
    ...(heading === undefined ? [] : [`${heading}:`]),
    ...cells.map((cell) => (cell.kind === 'text' ? cell.text : 'value' in cell ? cell.value : cell.kind)),
  ]);
}
