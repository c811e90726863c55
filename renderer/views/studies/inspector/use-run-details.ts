import { computed, onScopeDispose, watch } from 'vue';
import { useCall } from '../../../composables/use-call.ts';
import { useRunsStore } from '../../../stores/runs.ts';

/** A run that works changes often; more often than this nobody needs to read all of it again. */
const readAgainMs = 2000;

/** Everything known of a run, read again as it changes. */
export function useRunDetails(id: () => number | undefined) {
  const runs = useRunsStore();
  const row = computed(() => {
    const wanted = id();
    return wanted === undefined ? undefined : runs.byId.get(wanted);
  });
  const call = useCall('runs.show', () => {
    const wanted = id();
    return wanted === undefined ? undefined : { id: wanted };
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(row, (now, before) => {
    if (now === undefined || before === undefined || now.id !== before.id) return;
    if (now.status !== before.status) return void call.run();
    timer ??= setTimeout(() => {
      timer = undefined;
      void call.run();
    }, readAgainMs);
  });
  onScopeDispose(() => clearTimeout(timer));

  /** Not what was shown of the run before */
  const details = computed(() => (call.data.value?.run.id === id() ? call.data.value : undefined));
  return { row, details, error: call.error, pending: call.pending, run: call.run };
}
