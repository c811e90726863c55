import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { useCall } from '../../../composables/use-call.ts';
import { useClient } from '../../../composables/use-client.ts';
import { useStudiesStore } from '../../../stores/studies.ts';
import { baseColumns } from '../table/base-columns.ts';
import { changesBetween } from '../table/run-list.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import { valueColumn } from '../table/value-columns.ts';
import { valueStore } from './value-store.ts';

export interface RunColumns {
  /** Every column there is, by its key */
  readonly columns: ComputedRef<ReadonlyMap<string, RunTableColumn>>;
  /** Whether it is known which columns there are */
  readonly ready: ComputedRef<boolean>;
  /** Goes up when values were read */
  readonly version: Ref<number>;
  /** Runs whose values are being read */
  readonly reading: Ref<number>;
  readonly error: ShallowRef<Error | undefined>;
}

const isBase: ReadonlySet<string> = new Set(baseColumns.map((column) => column.key));
const runsAtOnce = 2500;
const columnsAtOnce = 100;
/** Values of runs that change are read again no more often than this. */
const readAgainMs = 2000;

/** Whether a column is read on demand */
export const isReadOnDemand = (key: string): boolean => !isBase.has(key);

/**
 * The columns of the run table, and the values of those in use.
 *
 * @param rows runs of which values are wanted
 * @param used keys of columns in use, those of every row among them
 */
export function useRunColumns(rows: Readonly<Ref<readonly RunRow[]>>, used: () => ReadonlySet<string>): RunColumns {
  const client = useClient();
  const store = valueStore();
  const known = useCall('runs.columns', {});
  const studies = useStudiesStore();
  // Another study may differ from the others in something that was the same in all of them
  watch(
    () => studies.studies.length,
    () => {
      if (known.data.value !== undefined) void known.run();
    },
  );
  const version = ref(0);
  const reading = ref(0);
  const error = shallowRef<Error>();
  const further = computed(() => (known.data.value ?? []).filter((column) => isReadOnDemand(column.key)));
  const columns = computed(() => {
    const all = [...baseColumns, ...further.value.map((column) => valueColumn(column, store.read))];
    return new Map(all.map((column) => [column.key, column]));
  });
  const wanted = computed(() => {
    const keys = used();
    return further.value.map((column) => column.key).filter((key) => keys.has(key));
  });

  let working = false;
  let ended = false;
  async function readMissing(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (;;) {
        const keys = wanted.value.slice(0, columnsAtOnce);
        const missing = store.missing(
          keys,
          rows.value.map((row) => row.id),
        );
        reading.value = missing.length;
        if (missing.length === 0 || ended) return;
        const ids = missing.slice(0, runsAtOnce);
        const values = await client.call('runs.values', { runs: [...ids], columns: keys });
        store.keep(ids, values);
        version.value++;
        error.value = undefined;
      }
    } catch (problem) {
      reading.value = 0;
      error.value = problem instanceof Error ? problem : new Error(String(problem));
    } finally {
      working = false;
    }
  }

  let before: ReadonlyMap<number, RunRow> = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    [rows, wanted],
    ([list, keys]) => {
      const { changed } = changesBetween(before, list);
      const isFirst = changed.some((row) => !before.has(row.id));
      store.outdate(changed.filter((row) => before.has(row.id)).map((row) => row.id));
      before = new Map(list.map((row) => [row.id, row]));
      if (keys.length === 0) return;
      if (isFirst || changed.length === 0) void readMissing();
      timer ??= setTimeout(() => {
        timer = undefined;
        void readMissing();
      }, readAgainMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    ended = true;
    clearTimeout(timer);
  });

  const ready = computed(() => known.data.value !== undefined || known.error.value !== undefined);
  return { columns, ready, version, reading, error };
}
