import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useCall } from '../../../composables/use-call.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { useInspectionStore } from '../inspection/inspection-store.ts';
import { timedParts } from '../sensitivity/predicted-step.ts';
import { useScoreStore } from '../sensitivity/score-store.ts';

/** How long the study is going to take, from one batch of each of its trainings on the engine that will run them. */
export const useProbeStore = defineStore('new-study-probe', () => {
  const draft = useDraftStore();
  const inspections = useInspectionStore();
  const scores = useScoreStore();
  const call = useCall(
    'study.probe',
    () => ({ text: draft.text, folder: draft.content.folder, scores: [...scores.known] }),
    { immediate: false },
  );
  /** Hash of what was timed: a study's, without its name and notes */
  const timed = ref<string>();
  const timedOf = ref<string>();
  // What another draft takes says nothing of this one
  watch(
    () => draft.opened,
    () => {
      call.cancel();
      call.data.value = undefined;
      call.error.value = undefined;
    },
  );

  const isReady = computed(
    () => draft.isChecked && draft.check?.hash !== undefined && inspections.problems.length === 0,
  );
  const isStale = computed(() => timed.value !== draft.check?.hash);

  async function run(): Promise<void> {
    const hash = draft.check?.hash;
    if (!isReady.value || hash === undefined) return;
    const parts = timedParts(draft.written);
    if ((await call.run()) === undefined) return;
    timed.value = hash;
    timedOf.value = parts;
  }

  return {
    probe: call.data,
    error: call.error,
    pending: call.pending,
    progress: call.progress,
    isReady,
    /** What was timed is not what stands there now */
    isStale,
    /** A step of it takes another time by now, whichever layers it trains */
    areStepsStale: computed(() => timedOf.value !== timedParts(draft.written)),
    run,
    cancel: call.cancel,
  };
});
