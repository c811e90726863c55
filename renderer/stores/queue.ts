import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { QueueState } from '../../main/contract/workbench/runs.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/** What is being worked on and what waits. */
export const useQueueStore = defineStore('queue', () => {
  const queue = shallowRef<QueueState>();
  const error = shallowRef<Error>();

  const items = computed(() => queue.value?.items ?? []);
  const active = computed(() => items.value.filter(({ state }) => state !== 'waiting' && state !== 'paused'));
  const waiting = computed(() => items.value.filter((item) => item.state === 'waiting').length);

  /** @returns a function that ends it */
  function follow(client: WorkbenchClient): () => void {
    error.value = undefined;
    return client.subscribe(
      'queue',
      {},
      (value) => (queue.value = value),
      (problem) => (error.value = problem),
    );
  }

  return { queue, error, items, active, waiting, follow };
});
