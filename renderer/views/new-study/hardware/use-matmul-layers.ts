import { computed, type ComputedRef } from 'vue';
import { useInspectionStore } from '../inspection/inspection-store.ts';

/** Names of the draft's convolution and linear layers, whose weights sit in the hardware; none while there is no network. */
export function useMatmulLayers(): ComputedRef<readonly string[]> {
  const { network } = useInspectionStore();
  network.follow();
  return computed(() => (network.data.value?.nodes ?? []).filter(({ isMatmul }) => isMatmul).map(({ name }) => name));
}
