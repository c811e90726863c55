import { onScopeDispose, watch } from 'vue';
import { useClient } from '../composables/use-client.ts';
import { useBannersStore } from '../stores/banners.ts';
import { useConnectionStore } from '../stores/connection.ts';
import { usePreferencesStore } from '../stores/preferences.ts';
import { useQueueStore } from '../stores/queue.ts';
import { useRunsStore } from '../stores/runs.ts';
import { useStudiesStore } from '../stores/studies.ts';

const engineQuestionMs = 3000;

/** Keeps the stores up to date for the life of the application, whatever page is shown. */
export function useWorkbenchData(): void {
  const client = useClient();
  const connection = useConnectionStore();
  const runs = useRunsStore();
  const preferences = usePreferencesStore();
  const ends = [
    useQueueStore().follow(client),
    useStudiesStore().follow(client),
    useBannersStore().follow(client),
    runs.follow(client),
  ];
  watch(
    () => connection.state,
    (state) => {
      if (state !== 'connected') return;
      void runs.list(client);
      preferences.load(client).catch(() => {
        // The mirror of the browser is good enough
      });
    },
    { immediate: true },
  );
  // The engine is found out by trying it, which takes the workbench a few seconds
  const asking = setInterval(() => {
    if (connection.state === 'connected' && connection.engine === undefined) void connection.refresh();
  }, engineQuestionMs);
  onScopeDispose(() => {
    clearInterval(asking);
    for (const end of ends) end();
  });
}
