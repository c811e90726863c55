import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useCall } from '../../../composables/use-call.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { networkQuestionOf } from '../draft/study-inputs.ts';

/** Names of the draft's convolution and linear layers, whose weights sit in the hardware; none while there is no network. */
export function useMatmulLayers(): ComputedRef<readonly string[]> {
  const draft = useDraftStore();
  const asked = computed(() => networkQuestionOf(draft.written, draft.content.folder));
  const network = useCall('network.describe', refDebounced(asked, 200));
  return computed(() => {
    const nodes = asked.value === undefined ? [] : (network.data.value?.nodes ?? []);
    return nodes.filter(({ isMatmul }) => isMatmul).map(({ name }) => name);
  });
}
