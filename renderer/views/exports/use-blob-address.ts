import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { ExportedFile } from '../../../main/contract/workbench/exports.ts';
import { fileBlob } from './save-file.ts';

/** An address under which the page can show a file; it ends with the next one and with the component. */
export function useBlobAddress(file: () => ExportedFile | undefined): ShallowRef<string | undefined> {
  const address = shallowRef<string>();
  const end = (): void => {
    if (address.value !== undefined) URL.revokeObjectURL(address.value);
    address.value = undefined;
  };
  watch(
    file,
    (shown) => {
      end();
      if (shown !== undefined) address.value = URL.createObjectURL(fileBlob(shown));
    },
    { immediate: true },
  );
  onScopeDispose(end);
  return address;
}
