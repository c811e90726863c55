import type { RunRow } from '../../../main/contract/workbench/runs.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';
import { baseColumns } from '../studies/table/base-columns.ts';

/** Of the run table's columns those that say something of runs that nothing happens to any more. */
const keys = ['id', 'method', 'profile', 'seed', 'status', 'accuracy', 'duration', 'started'];
const sources = keys.flatMap((key) => baseColumns.filter((column) => column.key === key));

export const archivedRunColumns: readonly TableColumn[] = sources.map(({ key, title, align }) => ({
  key,
  label: title,
  kind: align === 'left' ? 'text' : 'number',
}));

/** In the words of the run table; `status` and `methodName` as they are, for their marks. */
export function archivedRunRows(runs: readonly RunRow[]): readonly TableRow[] {
  return runs.map((run) => ({
    ...Object.fromEntries(sources.map(({ key, text }) => [key, text(run)])),
    id: run.id,
    status: run.status,
    methodName: run.methodName,
  }));
}
