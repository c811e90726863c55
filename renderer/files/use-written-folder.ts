import { computed, ref, watch, type WritableComputedRef } from 'vue';
import type { FolderListing } from './use-folder-walk.ts';

export interface WrittenFolder {
  /** The folder one is in, as one may write it instead */
  readonly written: WritableComputedRef<string>;
  /** To be called when one goes somewhere: what was written until then has been heard. */
  leave(): void;
}

/**
 * The path in a field above a listing. It is that of the listing until somebody writes; a listing that arrives while they
 * write changes nothing under their hands.
 */
export function useWrittenFolder(listing: () => FolderListing | undefined): WrittenFolder {
  const own = ref<string>();
  let heard: string | undefined;
  watch(
    listing,
    () => {
      if (own.value === heard) own.value = undefined;
      heard = undefined;
    },
    { flush: 'sync' },
  );
  return {
    written: computed({
      get: () => own.value ?? listing()?.folder ?? '',
      set: (text) => (own.value = text),
    }),
    leave: () => (heard = own.value),
  };
}
