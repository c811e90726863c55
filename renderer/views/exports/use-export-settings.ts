import { useDebounceFn } from '@vueuse/core';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { useClient } from '../../composables/use-client.ts';
import { readExportSettings, usualExportSettings, type ExportSettings } from './export-settings.ts';

const key = 'exports';
const writeAfterMs = 600;

/** As they were last chosen; the usual ones where they cannot be read. */
export async function keptExportSettings(client: WorkbenchClient): Promise<ExportSettings> {
  const { value } = await client.call('preferences.read', { key }).catch(() => ({ value: undefined }));
  return readExportSettings(value);
}

/** @returns `ready` once they were read; until then they are the usual ones */
export function useExportSettings(): { readonly settings: Ref<ExportSettings>; readonly ready: Ref<boolean> } {
  const client = useClient();
  const settings = ref<ExportSettings>(usualExportSettings());
  const ready = ref(false);
  let written = '';

  function write(): void {
    const text = JSON.stringify(settings.value);
    if (!ready.value || text === written) return;
    written = text;
    client.call('preferences.write', { key, value: text }).catch(() => {
      // Only what the dialog begins with: it is written again with the next change
      written = '';
    });
  }
  const writeSoon = useDebounceFn(write, writeAfterMs);

  void keptExportSettings(client).then((kept) => {
    settings.value = kept;
    written = JSON.stringify(kept);
    ready.value = true;
  });
  watch(settings, () => void writeSoon(), { deep: true });
  onScopeDispose(write);
  return { settings, ready };
}
