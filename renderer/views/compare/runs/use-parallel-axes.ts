import { computed } from 'vue';
import type { ComputedRef, Ref, WritableComputedRef } from 'vue';
import type { ParallelAxis, ParallelRow } from '../../../charts/parallel-rows.ts';
import type { CompareSettings } from '../compare-settings.ts';
import { axesOf, usualAxes, type AxisColumn } from './comparison-rows.ts';

/** Axes there are, and which of them are shown in what order: as they were left, or those that vary. */
export function useParallelAxes(
  rows: () => readonly ParallelRow[],
  columns: () => readonly AxisColumn[],
  settings: Ref<CompareSettings>,
): {
  readonly axes: ComputedRef<readonly ParallelAxis[]>;
  readonly keys: WritableComputedRef<readonly string[]>;
  readonly shown: ComputedRef<readonly ParallelAxis[]>;
} {
  const found = computed(() => axesOf(rows(), columns()));
  const axes = computed(() =>
    found.value.map((axis) => ({ ...axis, scale: settings.value.scales[axis.key] ?? axis.scale })),
  );
  const keys = computed({
    get: () => {
      const chosen = settings.value.axes?.filter((key) => found.value.some((axis) => axis.key === key)) ?? [];
      return chosen.length > 1 ? chosen : usualAxes(found.value);
    },
    set: (chosen) => (settings.value.axes = [...chosen]),
  });
  const shown = computed(() => keys.value.flatMap((key) => axes.value.find((axis) => axis.key === key) ?? []));
  return { axes, keys, shown };
}
