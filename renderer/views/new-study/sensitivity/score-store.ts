import { defineStore } from 'pinia';
import { computed } from 'vue';
import { sensitivityResultSchema } from '../../../../main/contract/result-schemas/layers.ts';
import type { SensitivityResult } from '../../../../main/contract/results.ts';
import { useCall } from '../../../composables/use-call.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { startsTrained } from '../draft/study-inputs.ts';
import { isMapping, type Written } from '../draft/written.ts';

/** What scores depend on. Methods, seeds and the training do not change them, pretraining is part of the model. */
export function scoredParts(written: Written): string {
  const { model, data, profile, profiles, sensitivity, engine, seeds } = written;
  const firstSeed = Array.isArray(seeds) ? (seeds as unknown[])[0] : undefined;
  return JSON.stringify([model, data, profile, profiles, sensitivity, engine, firstSeed]);
}

interface Remembered {
  readonly of: string;
  readonly result: SensitivityResult;
}

/** Drafts are kept as JSON, in which a standard error of one draw is null. */
function withNumbers(value: unknown): unknown {
  if (value === null) return NaN;
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner)]));
}

/** Scores as a draft holds them, with what they are of; undefined where there are none that can be read. */
export function remembered(value: unknown): Remembered | undefined {
  const kept = isMapping(value) ? value : undefined;
  const result = sensitivityResultSchema.safeParse(withNumbers(kept?.result));
  return typeof kept?.of === 'string' && result.success ? { of: kept.of, result: result.data } : undefined;
}

/** The scores of the draft's layers. They are kept with the draft, and say when they are of something else. */
export const useScoreStore = defineStore('new-study-scores', () => {
  const draft = useDraftStore();
  const call = useCall('sensitivity.compute', () => ({ text: draft.text, folder: draft.content.folder }), {
    immediate: false,
  });
  const kept = computed(() => remembered(draft.wizard['scores']));
  const now = computed(() => scoredParts(draft.written));

  async function compute(): Promise<void> {
    await draft.settle();
    const [of, id] = [now.value, draft.id];
    const result = await call.run();
    // Another draft may have been opened meanwhile
    if (result !== undefined && draft.id === id) draft.remember('scores', { of, result });
  }

  const isStale = computed(() => kept.value !== undefined && kept.value.of !== now.value);

  return {
    result: computed(() => kept.value?.result),
    /** The scores are of other data, another network, profile or way of scoring */
    isStale,
    /** Those that are of the draft as it is now, by profile */
    known: computed(() =>
      isStale.value
        ? []
        : (kept.value?.result.profiles ?? []).map(({ label, scores }) => ({ label, scores: [...scores] })),
    ),
    /** Layers are scored on trained weights: of a file, or of a clean pretraining */
    needsWeights: computed(() => !startsTrained(draft.written)),
    /** Problems anywhere in the draft keep it from being read */
    isReady: computed(() => draft.isChecked && draft.check?.hash !== undefined),
    error: call.error,
    pending: call.pending,
    progress: call.progress,
    compute,
    cancel: call.cancel,
  };
});
