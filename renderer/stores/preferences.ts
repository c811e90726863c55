import { usePreferredDark, usePreferredReducedMotion } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';
import { readAppearance } from './appearance.ts';

const key = 'appearance';
const mirrorKey = 'noisefloor.appearance';

/**
 * How the interface looks. Kept by the workbench, so that it is the same in the window and on the served page, and
 * mirrored in the browser, so that the first picture has it already.
 */
export const usePreferencesStore = defineStore('preferences', () => {
  const mirrored = readAppearance(localStorage.getItem(mirrorKey));
  const theme = ref(mirrored.theme);
  const palette = ref(mirrored.palette);
  const density = ref(mirrored.density);
  const systemDark = usePreferredDark();
  const motion = usePreferredReducedMotion();
  const dark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'));
  const reducedMotion = computed(() => motion.value === 'reduce');
  let client: WorkbenchClient | undefined;

  watch(
    [dark, density],
    () => {
      document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
      document.documentElement.dataset['density'] = density.value;
    },
    { immediate: true, flush: 'sync' },
  );

  watch([theme, palette, density], () => {
    const text = JSON.stringify({ theme: theme.value, palette: palette.value, density: density.value });
    localStorage.setItem(mirrorKey, text);
    client?.call('preferences.write', { key, value: text }).catch(() => {
      // The mirror has it; it is written again with the next change
    });
  });

  /** Takes over what the workbench has kept, and keeps changes there from now on. */
  async function load(workbench: WorkbenchClient): Promise<void> {
    const { value } = await workbench.call('preferences.read', { key });
    if (value !== undefined) {
      const kept = readAppearance(value);
      theme.value = kept.theme;
      palette.value = kept.palette;
      density.value = kept.density;
    }
    client = workbench;
  }

  return { theme, palette, density, dark, reducedMotion, load };
});
