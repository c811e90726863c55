import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { OutputOf } from '../../main/contract/rpc/table.ts';
import type { FilePurpose } from '../../main/contract/workbench/application.ts';
import type { WorkbenchMethods } from '../../main/contract/workbench/workbench.ts';
import { useCall } from '../composables/use-call.ts';
import { folderOf } from './joined-path.ts';
import { picksFolders } from './picks-folders.ts';

export type FolderListing = OutputOf<WorkbenchMethods['files.browse']>;

export interface FolderWalk {
  /** Of the folder one is in; of the last one that could be listed */
  readonly listing: ComputedRef<FolderListing | undefined>;
  readonly error: ComputedRef<Error | undefined>;
  readonly pending: Readonly<Ref<boolean>>;
  go(folder: string | undefined): void;
  again(): void;
}

/** Where one has looked last, whatever for: what belongs together mostly lies together. */
const lastFolder = shallowRef<string>();

/**
 * A walk through the folders of the machine that the workbench runs on. It begins where `from` lies, else where one has
 * looked last, else in the home folder: with the first of them that is there.
 */
export function useFolderWalk(isOpen: () => boolean, purpose: () => FilePurpose, from: () => string): FolderWalk {
  const candidates = shallowRef<readonly (string | undefined)[]>([]);
  const folder = ref<string>();
  const call = useCall('files.browse', () => {
    if (!isOpen()) return undefined;
    return { purpose: purpose(), ...(folder.value === undefined ? {} : { folder: folder.value }) };
  });
  const isLooking = computed(() => candidates.value.length > 1);

  watch(
    isOpen,
    (open) => {
      if (!open) return;
      const found = call.data.value?.folder;
      candidates.value = [...new Set([folderOf(from(), picksFolders(purpose())), found, lastFolder.value])].filter(
        (each) => each !== undefined,
      );
      candidates.value = [...candidates.value, undefined];
      folder.value = candidates.value[0];
    },
    { flush: 'sync' },
  );
  function lookFurther(): void {
    candidates.value = candidates.value.slice(1);
    folder.value = candidates.value[0];
  }
  watch(call.data, (listing) => {
    if (listing === undefined) return;
    // One begins where there is something to see
    if (listing.willBeMade === true && isLooking.value) return lookFurther();
    candidates.value = [];
    lastFolder.value = listing.folder;
  });
  watch(call.error, (problem) => {
    if (problem !== undefined && isLooking.value) lookFurther();
  });

  return {
    listing: computed(() => (isLooking.value ? undefined : call.data.value)),
    error: computed(() => (isLooking.value ? undefined : call.error.value)),
    pending: call.pending,
    go(next) {
      candidates.value = [];
      folder.value = next;
    },
    again: () => void call.run(),
  };
}
