import { computed, type ComputedRef, type Ref } from 'vue';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTest } from '../filter/compile-filter.ts';
import { changesBetween, updatedList } from '../table/run-list.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import { orderOf, sortRuns, type SortKey } from '../table/sort-runs.ts';

export interface ListQuery {
  readonly test: RunTest;
  readonly sort: readonly SortKey[];
  readonly columns: ReadonlyMap<string, RunTableColumn>;
  /** Another number: values changed that `test` or `sort` read besides the rows */
  readonly version: number;
}

/** Above this share of changed rows sorting everything is quicker. */
const fewest = 0.2;

/** Rows that pass, in order. When only rows change, they are put in their places and the others are left alone. */
export function useRunList(
  rows: Readonly<Ref<readonly RunRow[]>>,
  query: Readonly<Ref<ListQuery>>,
): ComputedRef<readonly RunRow[]> {
  let known: ReadonlyMap<number, RunRow> = new Map();
  let list: readonly RunRow[] = [];
  let last: ListQuery | undefined;

  return computed(() => {
    const next = query.value;
    const changes = changesBetween(known, rows.value);
    if (changes.changed.length + changes.gone.length > 0) known = new Map(rows.value.map((row) => [row.id, row]));
    const isUpdate = last === next && changes.changed.length < fewest * rows.value.length;
    list = isUpdate
      ? updatedList(list, changes, next.test, orderOf(next.sort, next.columns))
      : sortRuns(rows.value.filter(next.test), next.sort, next.columns);
    last = next;
    return list;
  });
}
