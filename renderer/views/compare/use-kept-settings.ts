import { useDebounceFn } from '@vueuse/core';
import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';
import { useClient } from '../../composables/use-client.ts';
import { readSettings, usualSettings, type CompareSettings } from './compare-settings.ts';

const writeAfterMs = 600;

/**
 * The settings of a study's comparison, as they were left, and kept from then on.
 *
 * @param study its number, or a name of its own for a study that is not in the workspace
 * @returns `ready` once they were read; until then they are the usual ones
 */
export function useKeptSettings(study: () => number | string | undefined): {
  readonly settings: Ref<CompareSettings>;
  readonly ready: Ref<boolean>;
} {
  const client = useClient();
  const settings = ref<CompareSettings>(usualSettings());
  const ready = ref(false);
  let owner: number | string | undefined;
  let written = '';

  function write(): void {
    const text = JSON.stringify(settings.value);
    if (owner === undefined || !ready.value || text === written) return;
    written = text;
    client.call('preferences.write', { key: `compare/${owner}`, value: text }).catch(() => {
      // Only how it looks: it is written again with the next change
      written = '';
    });
  }
  const writeSoon = useDebounceFn(write, writeAfterMs);

  watch(
    study,
    async (id) => {
      write();
      ready.value = false;
      owner = id;
      if (id === undefined) return;
      const kept = await client.call('preferences.read', { key: `compare/${id}` }).catch(() => undefined);
      if (owner !== id) return;
      settings.value = readSettings(kept?.value);
      written = JSON.stringify(settings.value);
      ready.value = true;
    },
    { immediate: true },
  );
  watch(settings, () => void writeSoon(), { deep: true });
  onScopeDispose(write);
  return { settings, ready };
}
