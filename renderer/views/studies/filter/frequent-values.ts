import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';

const most = 50;

/** Texts that occur in a column, the most frequent first; none for columns of numbers. */
export function frequentValues(column: RunTableColumn, rows: readonly RunRow[]): readonly string[] {
  if (column.type === 'yes-no') return ['yes', 'no'];
  if (column.type === 'number' || column.type === 'date') return [];
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  };
  for (const row of rows) {
    const value = column.read(row);
    const further = column.also?.(row) ?? [];
    const own = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
    for (const text of new Set([...own, ...further])) count(text);
  }
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([text]) => text);
}
