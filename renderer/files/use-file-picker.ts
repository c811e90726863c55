import { ref, shallowRef, toValue, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue';
import type { FilePurpose } from '../../main/contract/workbench/application.ts';
import { useClient } from '../composables/use-client.ts';
import { useConnectionStore } from '../stores/connection.ts';

export interface FilePicker {
  /** Whether folders are browsed on the page, which they are where the workbench has no dialogs of its own */
  readonly browsing: Ref<boolean>;
  /** Why the workbench's dialog could not be shown */
  readonly error: ShallowRef<Error | undefined>;
  browse(): Promise<void>;
}

/**
 * Lets a file or folder of the machine be chosen that the workbench runs on. `FileBrowser` stands beside it, open while
 * `browsing`.
 *
 * @param take told the path that was chosen in a dialog of the workbench
 */
export function useFilePicker(purpose: MaybeRefOrGetter<FilePurpose>, take: (path: string) => unknown): FilePicker {
  const client = useClient();
  const connection = useConnectionStore();
  const browsing = ref(false);
  const error = shallowRef<Error>();

  async function pick(): Promise<string | undefined> {
    error.value = undefined;
    try {
      return (await client.call('files.pick', { purpose: toValue(purpose) })).path;
    } catch (problem) {
      error.value = problem instanceof Error ? problem : new Error(String(problem));
      return undefined;
    }
  }

  return {
    browsing,
    error,
    async browse() {
      if (connection.application?.capabilities.pickFiles !== true) {
        browsing.value = true;
        return;
      }
      const picked = await pick();
      if (picked !== undefined) await take(picked);
    },
  };
}
