import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useCall } from '../../../composables/use-call.ts';
import type { AxisColumn } from './comparison-rows.ts';

/** So many columns the store is asked for at once */
const most = 60;

/** What the store knows of runs besides a comparison's tables: configuration, accuracies before training. */
export function useStoredColumns(runs: () => readonly number[]): {
  readonly columns: ComputedRef<readonly AxisColumn[]>;
  /** By column, in the order of `runs` */
  readonly values: ComputedRef<Readonly<Record<string, readonly (number | string | null)[]>>>;
} {
  const { data: offered } = useCall('runs.columns', () => ({}));
  const wanted = computed(() =>
    (offered.value ?? [])
      .filter(({ group }) => group === 'configuration')
      .slice(0, most)
      .map(({ key, title, unit }): AxisColumn => ({ key, title, ...(unit === undefined ? {} : { unit }) })),
  );
  const { data } = useCall('runs.values', () =>
    wanted.value.length === 0 || runs().length === 0
      ? undefined
      : { runs: [...runs()], columns: wanted.value.map(({ key }) => key) },
  );
  return { columns: wanted, values: computed(() => data.value ?? {}) };
}
