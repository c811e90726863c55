import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Banner } from '../../main/contract/workbench/application.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/** What the user has to know until it is dismissed or no longer true. */
export const useBannersStore = defineStore('banners', () => {
  const banners = shallowRef<readonly Banner[]>([]);

  /** @returns a function that ends it */
  function follow(client: WorkbenchClient): () => void {
    return client.subscribe('banners', {}, (value) => (banners.value = value));
  }

  return { banners, follow };
});
