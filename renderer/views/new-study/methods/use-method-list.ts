import { computed } from 'vue';
import { useAnnouncer } from '../../../composables/use-announcer.ts';
import { useToast } from '../../../composables/use-toast.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import {
  copiedMethod,
  methodEntries,
  withMethodMoved,
  withMethodReplaced,
  withMethods,
  withoutMethod,
} from './method-list.ts';

/** The draft's methods, with the one that is looked at, and what can be done to them. */
export function useMethodList() {
  const draft = useDraftStore();
  const announce = useAnnouncer();
  const toast = useToast();

  const entries = computed(() => methodEntries(draft.written));
  const chosen = computed({
    get: () => Math.max(0, Math.min(Number(draft.wizard['method'] ?? 0) || 0, entries.value.length - 1)),
    set: (index: number) => draft.remember('method', index),
  });
  const labelAt = (index: number): string => entries.value[index]?.label ?? '';

  function add(method: unknown, place = entries.value.length): void {
    draft.edit((written) => withMethods(written, [method], place));
    chosen.value = place;
    announce(`${labelAt(place)} added`);
  }

  return {
    entries,
    chosen,
    entry: computed(() => entries.value[chosen.value]),
    add,
    duplicate: (index: number): void => add(copiedMethod(entries.value[index]?.written), index + 1),
    move(from: number, to: number): void {
      if (entries.value[from] === undefined || entries.value[to] === undefined) return;
      draft.edit((written) => withMethodMoved(written, from, to));
      chosen.value = to;
      announce(`${labelAt(to)} is number ${to + 1} of ${entries.value.length}`);
    },
    remove(index: number): void {
      const gone = entries.value[index];
      if (gone === undefined) return;
      draft.edit((written) => withoutMethod(written, index));
      chosen.value = Math.min(index, entries.value.length - 1);
      toast({ title: `Removed ${gone.label}`, action: { label: 'Undo', run: () => add(gone.written, index) } });
    },
    replace(index: number, methods: readonly unknown[]): void {
      draft.edit((written) => withMethodReplaced(written, index, methods));
      announce(`${methods.length} methods in its place`);
    },
  };
}
