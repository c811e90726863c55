import { refDebounced } from '@vueuse/core';
import { computed } from 'vue';
import { useCall } from '../../../composables/use-call.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { networkQuestionOf, weightsFileOf } from '../draft/study-inputs.ts';

/** How the draft's weights file maps to its network, told again whenever one of them changes. */
export function useWeightsMapping() {
  const draft = useDraftStore();
  const asked = computed(() => {
    const network = networkQuestionOf(draft.written, draft.content.folder);
    const weights = weightsFileOf(draft.written);
    return network === undefined || weights === undefined ? undefined : { ...network, weights };
  });
  const call = useCall('network.check', refDebounced(asked, 400));
  const found = computed(() =>
    asked.value === undefined || call.error.value !== undefined ? undefined : call.data.value,
  );
  return {
    asked,
    error: call.error,
    run: call.run,
    report: computed(() => found.value?.mapping),
    /** What the weights file says of itself */
    origin: computed(() => found.value?.origin),
  };
}

export type WeightsMappingState = ReturnType<typeof useWeightsMapping>;
