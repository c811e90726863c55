import { refThrottled } from '@vueuse/core';
import { computed } from 'vue';
import type { Ref } from 'vue';
import type { FrontReading } from '../../../../main/contract/front-results.ts';
import { useCall } from '../../../composables/use-call.ts';
import type { FrontPair } from './front-pair.ts';

interface Question extends FrontPair {
  readonly id: number;
  readonly network?: string;
  readonly accuracy?: number;
  readonly energy?: number;
}

/** While a cursor is dragged it is asked at most so often. */
const everyMs = 80;

/** What two fronts say where the cursors stand, with intervals by the bootstrap at exactly these levels. */
export function useFrontReading(question: () => Question | undefined): {
  /** Of the cursors as they stood when it was asked */
  readonly reading: Ref<FrontReading | undefined>;
  readonly error: Ref<Error | undefined>;
} {
  const asked = computed(question);
  const throttled = refThrottled(asked, everyMs);
  const { data, error } = useCall('studies.front-reading', () => {
    const { value } = throttled;
    return value === undefined || (value.accuracy === undefined && value.energy === undefined) ? undefined : value;
  });
  return { reading: data, error };
}
