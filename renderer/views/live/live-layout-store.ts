import { defineStore } from 'pinia';
import { computed, shallowRef, type WritableComputedRef } from 'vue';
import { useClient } from '../../composables/use-client.ts';
import { readLiveLayout, usualLayout, type ChartLayout, type LiveLayout } from './live-layout.ts';

const key = 'live/layout';

/** The arrangement of the live view: the same for every run, and kept by the workbench. */
export const useLiveLayoutStore = defineStore('live-layout', () => {
  const client = useClient();
  const layout = shallowRef<LiveLayout>(usualLayout);
  let isTouched = false;

  client
    .call('preferences.read', { key })
    .then(({ value }) => {
      if (!isTouched) layout.value = readLiveLayout(value);
    })
    .catch(() => {
      // The usual arrangement serves
    });

  function change(next: LiveLayout): void {
    isTouched = true;
    layout.value = next;
    client.call('preferences.write', { key, value: JSON.stringify(next) }).catch(() => {
      // It is written again with the next change
    });
  }

  const halfLife = computed({
    get: () => layout.value.halfLife,
    set: (steps) => change({ ...layout.value, halfLife: steps }),
  });

  function ofChart<Name extends keyof ChartLayout>(
    title: () => string,
    name: Name,
  ): WritableComputedRef<ChartLayout[Name]> {
    return computed({
      get: () => layout.value.charts[title()]?.[name],
      set: (value) => {
        const { charts } = layout.value;
        change({ ...layout.value, charts: { ...charts, [title()]: { ...charts[title()], [name]: value } } });
      },
    });
  }

  return { layout, halfLife, ofChart };
});
