import { computed, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useNow } from '../../composables/use-now.ts';
import { useSubscription } from '../../composables/use-subscription.ts';
import { withNews, type LiveRun } from './live-run.ts';
import { timeLeft, withPrediction, type Prediction } from './time-left.ts';

export interface LiveRunState {
  /** Undefined until the first is heard */
  readonly run: ShallowRef<LiveRun | undefined>;
  readonly error: ShallowRef<Error | undefined>;
  readonly left: ComputedRef<ReturnType<typeof timeLeft>>;
  /** Counts the pieces of news */
  readonly heard: Ref<number>;
}

/** A run as it goes on; told, not asked for. */
export function useLiveRun(runId: () => number | undefined): LiveRunState {
  const run = shallowRef<LiveRun>();
  const heard = ref(0);
  const predictions = shallowRef<readonly Prediction[]>([]);
  const now = useNow();

  const { error } = useSubscription(
    'run',
    () => {
      const id = runId();
      return id === undefined ? undefined : { id };
    },
    (news) => {
      run.value = withNews(run.value, news);
      heard.value += 1;
      const secondsLeft = news.progress?.secondsLeft;
      if (secondsLeft !== undefined) predictions.value = withPrediction(predictions.value, Date.now(), secondsLeft);
    },
  );
  watch(runId, () => {
    run.value = undefined;
    predictions.value = [];
  });
  const left = computed(() => (run.value?.status === 'running' ? timeLeft(predictions.value, now.value) : undefined));
  return { run, error, left, heard };
}
