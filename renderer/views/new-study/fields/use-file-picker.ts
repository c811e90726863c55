import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { FilePurpose } from '../../../../main/contract/workbench/application.ts';
import { useClient } from '../../../composables/use-client.ts';
import { useConnectionStore } from '../../../stores/connection.ts';

export interface FilePicker {
  /** Whether the workbench has dialogs of its own; otherwise folders are browsed on the page */
  readonly isNative: ComputedRef<boolean>;
  readonly error: ShallowRef<Error | undefined>;
  /** @returns undefined where nothing was chosen */
  pick(purpose: FilePurpose): Promise<string | undefined>;
}

export function useFilePicker(): FilePicker {
  const client = useClient();
  const connection = useConnectionStore();
  const error = shallowRef<Error>();
  return {
    isNative: computed(() => connection.application?.capabilities.pickFiles === true),
    error,
    async pick(purpose) {
      error.value = undefined;
      try {
        return (await client.call('files.pick', { purpose })).path;
      } catch (problem) {
        error.value = problem instanceof Error ? problem : new Error(String(problem));
        return undefined;
      }
    },
  };
}
