import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Application } from '../../main/contract/workbench/application.ts';
import type { ConnectionState, WorkbenchConnection } from '../app/connection.ts';

/** How the interface stands to the workbench it shows. */
export const useConnectionStore = defineStore('connection', () => {
  const state = ref<ConnectionState>('connecting');
  /** What it has said of itself; stays while it is away */
  const application = shallowRef<Application>();
  /** Pages are only shown then; they stay while it is away */
  const wasConnected = ref(false);
  const engine = computed(() => application.value?.engine);
  let describe: (() => Promise<void>) | undefined;

  function follow(connection: WorkbenchConnection): void {
    describe = async () => {
      try {
        application.value = await connection.client.call('application.describe', {});
      } catch {
        // It is asked again with the next connection
      }
    };
    const take = (next: ConnectionState): void => {
      state.value = next;
      if (next !== 'connected') return;
      wasConnected.value = true;
      void describe?.();
    };
    connection.onState(take);
    take(connection.state());
  }

  return {
    state,
    application,
    wasConnected,
    engine,
    follow,
    /** Asks again what it says of itself */
    refresh: async () => describe?.(),
  };
});
