import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** Run ids that are selected and the one that is pointed at, shared by tables and charts. */
export const useSelectionStore = defineStore('selection', () => {
  const ids = shallowRef<ReadonlySet<number>>(new Set());
  /** Highlighted everywhere while the pointer or the keyboard is on it */
  const pointed = shallowRef<number>();

  const list = computed(() => [...ids.value]);
  const size = computed(() => ids.value.size);
  const has = (id: number): boolean => ids.value.has(id);

  function set(selected: Iterable<number>): void {
    ids.value = new Set(selected);
  }
  function add(more: Iterable<number>): void {
    set([...ids.value, ...more]);
  }
  function remove(less: Iterable<number>): void {
    const gone = new Set(less);
    set([...ids.value].filter((id) => !gone.has(id)));
  }
  function toggle(id: number): void {
    if (has(id)) remove([id]);
    else add([id]);
  }
  const clear = (): void => set([]);
  function point(id: number | undefined): void {
    pointed.value = id;
  }

  return { ids, pointed, list, size, has, set, add, remove, toggle, clear, point };
});
