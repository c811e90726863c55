import { computed, inject, provide, ref, shallowRef, type InjectionKey } from 'vue';
import { useClient } from '../../../composables/use-client.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useSelectionStore } from '../../../stores/selection.ts';
import { checkFilter } from '../filter/check-filter.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import type { FilterExpression, FilterProblem } from '../filter/filter-expression.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { baseColumns } from '../table/base-columns.ts';
import { movedColumn, usualLayout, withColumn, type ColumnLayout } from '../table/column-layout.ts';
import { groupRuns } from '../table/group-runs.ts';
import { varyingColumns } from '../table/varying-columns.ts';
import { useKeptViews } from './use-kept-views.ts';
import { isReadOnDemand, useRunColumns } from './use-run-columns.ts';
import { useRunList } from './use-run-list.ts';
import { usualView } from './run-view.ts';
import { useTrashedRuns } from './use-trashed-runs.ts';

/** In the trash each run says when it is removed for good. */
function withRemoval(layout: ColumnLayout): ColumnLayout {
  const added = withColumn(layout, base.get('removed')!);
  return movedColumn(added, 'removed', layout.filter((place) => place.pinned).length + 1);
}

const base = new Map(baseColumns.map((column) => [column.key, column]));

function createRunTable() {
  const runs = useRunsStore();
  const selection = useSelectionStore();
  const views = useKeptViews(usualView(usualLayout(base)));
  const { view } = views;

  const showsTrash = ref(false);
  const trash = useTrashedRuns(useClient(), showsTrash);
  const rows = computed(() => (showsTrash.value ? trash.rows.value : runs.rows));

  // By themselves, so that widening a column neither filters nor sorts again
  const filter = computed(() => view.value.filter);
  const sort = computed(() => view.value.sort);
  const parsed = computed(() => parseFilter(filter.value));
  const mentioned = computed(() => ('problem' in parsed.value ? [] : parsed.value.mentions.map((each) => each.column)));
  const used = computed(() => {
    const { layout, sort, chart } = view.value;
    const charted = chart.open ? [chart.x, chart.y] : [];
    return new Set([
      ...layout.map((place) => place.key),
      ...sort.map((key) => key.column),
      ...mentioned.value,
      ...charted,
    ]);
  });
  const known = useRunColumns(rows, () => used.value);
  const { columns } = known;

  /** Whether it is known of every column the filter names if there is such a column */
  const isJudged = computed(() => known.ready.value || !mentioned.value.some(isReadOnDemand));
  const problem = computed((): FilterProblem | undefined => {
    if ('problem' in parsed.value) return parsed.value.problem;
    return isJudged.value ? checkFilter(parsed.value.mentions, columns.value) : undefined;
  });
  /** Without a filter that can be understood, all runs are shown */
  const expression = computed((): FilterExpression | undefined =>
    problem.value === undefined && 'expression' in parsed.value && isJudged.value ? parsed.value.expression : undefined,
  );
  const test = computed(() => compileFilter(expression.value, columns.value));
  const readsValues = computed(() => [...mentioned.value, ...sort.value.map((key) => key.column)].some(isReadOnDemand));
  const query = computed(() => ({
    test: test.value,
    sort: sort.value,
    columns: columns.value,
    version: readsValues.value ? known.version.value : 0,
  }));
  const list = useRunList(rows, query);

  const collapsed = shallowRef<ReadonlySet<string>>(new Set());
  const items = computed(() => groupRuns(list.value, view.value.grouping, collapsed.value));
  function toggleGroup(group: string): void {
    const next = new Set(collapsed.value);
    if (!next.delete(group)) next.add(group);
    collapsed.value = next;
  }

  const selectedRows = computed(() => rows.value.filter((row) => selection.ids.has(row.id)));
  const differencesOnly = ref(false);
  const layout = computed(() => {
    const own = view.value.layout.filter((place) => columns.value.has(place.key));
    const places = showsTrash.value ? withRemoval(own) : own;
    if (!differencesOnly.value || selectedRows.value.length < 2) return places;
    void known.version.value;
    const shown = places.map((place) => columns.value.get(place.key)!);
    const varying = new Set(varyingColumns(shown, selectedRows.value).map((column) => column.key));
    return places.filter((place) => varying.has(place.key));
  });
  const shownColumns = computed(() => layout.value.map((place) => columns.value.get(place.key)!));

  /** The run the inspector shows, and whether it is open */
  const inspectedId = ref<number>();
  const inspectorOpen = ref(false);
  function inspect(id: number): void {
    inspectedId.value = id;
    inspectorOpen.value = true;
  }

  return {
    ...views,
    ...known,
    rows,
    list,
    items,
    layout,
    shownColumns,
    problem,
    expression,
    collapsed,
    toggleGroup,
    showsTrash,
    trash,
    selectedRows,
    differencesOnly,
    inspectedId,
    inspectorOpen,
    inspect,
    columnsReady: known.ready,
    ready: computed(() => views.ready.value && isJudged.value && (showsTrash.value ? trash.loaded.value : runs.loaded)),
  };
}

export type RunTable = ReturnType<typeof createRunTable>;

const runTableKey: InjectionKey<RunTable> = Symbol('run table');

/** The state of the run table, for the view and everything in it. */
export function provideRunTable(): RunTable {
  const table = createRunTable();
  provide(runTableKey, table);
  return table;
}

/** @throws Error outside the studies view */
export function useRunTable(): RunTable {
  const table = inject(runTableKey, undefined);
  if (table === undefined) throw new Error('There is no run table here: the studies view provides it.');
  return table;
}
