import { defineStore } from 'pinia';
import { computed, shallowRef, type ComputedRef } from 'vue';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { useClient } from '../../composables/use-client.ts';
import { emptyMemory, readMemory, type ArchiveMemory } from './archive-memory.ts';

const key = 'archives';

/** One for all parts of the page, so that none writes over what another has just added */
const useMemoryStore = defineStore('archive-memory', () => {
  const memory = shallowRef<ArchiveMemory>(emptyMemory);
  let reading: Promise<void> | undefined;

  function read(client: WorkbenchClient): Promise<void> {
    reading ??= client
      .call('preferences.read', { key })
      .then(({ value }) => {
        memory.value = readMemory(value);
      })
      .catch(() => {
        // Read again by the next who asks
        reading = undefined;
      });
    return reading;
  }
  return { memory, read };
});

/** Archives of late, as the workbench keeps them. */
export function useArchiveMemory(): {
  readonly memory: ComputedRef<ArchiveMemory>;
  /** After it was read, so that nothing that was kept is lost */
  change(changed: (memory: ArchiveMemory) => ArchiveMemory): Promise<void>;
} {
  const client = useClient();
  const store = useMemoryStore();
  void store.read(client);
  return {
    memory: computed(() => store.memory),
    async change(changed) {
      await store.read(client);
      store.memory = changed(store.memory);
      // Only for convenience: a list that could not be kept is no reason to stop
      await client.call('preferences.write', { key, value: JSON.stringify(store.memory) }).catch(() => undefined);
    },
  };
}
