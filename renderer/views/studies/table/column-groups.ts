import type { RunTableColumn } from './run-table-column.ts';

export interface ColumnGroup {
  readonly title: string;
  readonly columns: readonly RunTableColumn[];
}

/** Columns under their headings, those whose name has every word of a search. */
export function columnGroups(columns: readonly RunTableColumn[], search: string): readonly ColumnGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = columns.filter(({ key, title, group }) => {
    const text = `${group} ${title} ${key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...Map.groupBy(found, (column) => column.group)].map(([title, members]) => ({ title, columns: members }));
}
