import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { StudyEntry } from '../../main/contract/workbench/studies.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/** Every study that is not in the trash, kept up to date. */
export const useStudiesStore = defineStore('studies', () => {
  const studies = shallowRef<readonly StudyEntry[]>([]);
  const loaded = ref(false);
  const error = shallowRef<Error>();

  /** @returns a function that ends it */
  function follow(client: WorkbenchClient): () => void {
    error.value = undefined;
    return client.subscribe(
      'studies',
      {},
      (value) => {
        studies.value = value.filter(({ trashed }) => !trashed);
        loaded.value = true;
      },
      (problem) => (error.value = problem),
    );
  }

  return { studies, loaded, error, follow };
});
