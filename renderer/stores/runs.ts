import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef } from 'vue';
import type { RunRow } from '../../main/contract/workbench/runs.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

interface RunsNews {
  readonly rows: readonly RunRow[];
  readonly gone: readonly number[];
}

type RunListener = (row: RunRow, before: RunRow | undefined) => void;

/** Every run that is not in the trash, kept up to date. */
export const useRunsStore = defineStore('runs', () => {
  const byId = shallowRef(new Map<number, RunRow>());
  const loaded = ref(false);
  const error = shallowRef<Error>();
  /** By id, which is the order in which they were made */
  const rows = computed(() => [...byId.value.values()].sort((first, second) => first.id - second.id));
  /** What was told while the list is under way; undefined when it is there */
  let early: RunsNews[] | undefined;
  let generation = 0;
  const listeners = new Set<RunListener>();

  function merge(news: RunsNews): void {
    if (early !== undefined) return void early.push(news);
    if (news.rows.length === 0 && news.gone.length === 0) return;
    for (const row of news.rows) {
      const before = byId.value.get(row.id);
      byId.value.set(row.id, row);
      for (const listener of listeners) listener(row, before);
    }
    for (const id of news.gone) byId.value.delete(id);
    triggerRef(byId);
  }

  /** Reads the whole list again: on every new connection, as changes were not told without one. */
  async function list(client: WorkbenchClient): Promise<void> {
    generation += 1;
    const own = generation;
    early = [];
    error.value = undefined;
    try {
      const all = await client.call('runs.list', {});
      if (own !== generation) return;
      byId.value = new Map(all.map((row) => [row.id, row]));
      loaded.value = true;
    } catch (problem) {
      if (own !== generation) return;
      error.value = problem instanceof Error ? problem : new Error(String(problem));
    }
    const waiting = early ?? [];
    early = undefined;
    for (const news of waiting) merge(news);
  }

  /** @returns a function that ends it */
  function follow(client: WorkbenchClient): () => void {
    return client.subscribe('runs.changed', {}, merge, (problem) => (error.value = problem));
  }

  /**
   * Tells of each row that is new or changed, with what it was before.
   *
   * @returns a function that ends it
   */
  function onChange(listener: RunListener): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return { byId, rows, loaded, error, list, follow, onChange };
});
