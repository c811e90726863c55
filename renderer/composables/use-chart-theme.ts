import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { storeToRefs } from 'pinia';
import { usePreferencesStore } from '../stores/preferences.ts';
import type { PaletteName } from '../charts/palettes.ts';
import { readChartTokens } from '../charts/theme-tokens.ts';
import type { ChartTokens } from '../charts/theme-tokens.ts';

export interface ChartTheme {
  readonly dark: ComputedRef<boolean>;
  readonly palette: ComputedRef<PaletteName>;
  readonly tokens: ComputedRef<ChartTokens>;
  readonly reducedMotion: ComputedRef<boolean>;
}

/** What drawings need to know of the theme in force; changes with it. */
export function useChartTheme(): ChartTheme {
  const { dark, palette, reducedMotion } = storeToRefs(usePreferencesStore());
  const tokens = computed(() => {
    // Read again when the theme changes: the store has set it on the document by then
    void dark.value;
    const style = getComputedStyle(document.documentElement);
    return readChartTokens((property) => style.getPropertyValue(property));
  });
  return { dark: computed(() => dark.value), palette: computed(() => palette.value), tokens, reducedMotion };
}
