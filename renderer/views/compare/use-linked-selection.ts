import { computed, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { useSelectionStore } from '../../stores/selection.ts';

interface OfRuns {
  readonly runIds: readonly number[];
}

/** The shared selection of runs, as one list of points or rows sees it. */
export interface LinkedSelection {
  /** Places of those of which a run is selected */
  readonly selected: ComputedRef<readonly number[]>;
  readonly pointed: ComputedRef<number | undefined>;
  /** Selects exactly these */
  select(places: readonly number[]): void;
  toggle(place: number): void;
  point(place: number | undefined): void;
  /** Told when something else selects */
  onOthers(listener: () => void): void;
}

/** Links a list whose entries have runs to the selection that all charts and tables share. */
export function useLinkedSelection(list: () => readonly OfRuns[]): LinkedSelection {
  const store = useSelectionStore();
  let own: ReadonlySet<number> | undefined;

  const selected = computed(() => {
    const { ids } = store;
    if (ids.size === 0) return [];
    return list().flatMap(({ runIds }, place) => (runIds.some((id) => ids.has(id)) ? [place] : []));
  });
  const placeOfRun = computed(
    () => new Map(list().flatMap(({ runIds }, place) => runIds.map((id) => [id, place] as const))),
  );
  const pointed = computed(() => (store.pointed === undefined ? undefined : placeOfRun.value.get(store.pointed)));
  const runsAt = (places: readonly number[]): readonly number[] =>
    places.flatMap((place) => list()[place]?.runIds ?? []);

  return {
    selected,
    pointed,
    select(places) {
      store.set(runsAt(places));
      own = store.ids;
    },
    toggle(place) {
      const runs = runsAt([place]);
      if (runs.some((id) => store.has(id))) store.remove(runs);
      else store.add(runs);
    },
    point(place) {
      store.point(place === undefined ? undefined : list()[place]?.runIds[0]);
    },
    onOthers(listener) {
      watch(
        () => store.ids,
        (ids) => {
          if (ids !== own) listener();
        },
      );
    },
  };
}
