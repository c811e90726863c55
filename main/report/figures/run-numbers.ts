import type { FigureDocument } from './figure-document.ts';

/** Without the numbers of runs, which are others in every workspace: the seed is there too. */
export function withoutRunNumbers({ columns, rows }: FigureDocument['data']): FigureDocument['data'] {
  const kept = columns.map((name) => name !== 'run');
  return {
    columns: columns.filter((_, index) => kept[index]),
    rows: rows.map((row) => row.filter((_, index) => kept[index])),
  };
}
