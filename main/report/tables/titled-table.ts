import { networkTitle } from '../../contract/network-title.ts';
import type { FaultCurve } from '../../contract/results.ts';
import type { Titles } from '../titles.ts';
import type { TableCell, TableContent } from './table-document.ts';

/** Columns whose texts name methods or networks. */
const naming: ReadonlySet<string> = new Set(['method', 'against', 'configuration', 'network']);

/** Every name of a method or network as people have it; machine-readable files keep those of specifications. */
export function titledTable(
  table: TableContent,
  { ofMethod, ofConfiguration }: Titles,
  curves: readonly Pick<FaultCurve, 'label' | 'profile'>[],
): TableContent {
  const curveTitles = new Map(
    curves.flatMap(({ label, profile }) => [
      [label, ofMethod(label)],
      [`${label} (${profile})`, `${ofMethod(label)} (${profile})`],
    ]),
  );
  const titled = (text: string): string => curveTitles.get(text) ?? networkTitle(ofMethod(text));
  const cellOf = (cell: TableCell): TableCell => {
    if (cell.kind !== 'text') return cell;
    const { text, machine = text } = cell;
    const title = machine === text ? titled(text) : titledShort(text, machine);
    return title === text ? cell : { kind: 'text', text: title, machine };
  };
  /** Beside a column with the network, or the name of a kind of method, which has its title already */
  const titledShort = (text: string, machine: string): string =>
    machine.startsWith(`${text} · `) ? ofConfiguration(machine) : text;
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, title: curveTitles.get(column.title) ?? column.title })),
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell, index) => (naming.has(table.columns[index]!.key) ? cellOf(cell) : cell)),
    })),
  };
}
