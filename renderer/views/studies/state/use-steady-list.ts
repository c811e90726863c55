import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';

/** Up to so many runs a drawing follows at once. */
const few = 2000;
const pauseMs = 2000;

/** The same list for what takes its time to draw: with many runs it follows changes after a pause. */
export function useSteadyList(list: Readonly<Ref<readonly RunRow[]>>): ShallowRef<readonly RunRow[]> {
  const steady = shallowRef(list.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(list, (now, before) => {
    // A filter is answered at once; changes of single runs leave most of the list as it was
    const isSmallChange = Math.abs(now.length - before.length) <= 1 + before.length / 100;
    if (now.length <= few || !isSmallChange) steady.value = now;
    else {
      timer ??= setTimeout(() => {
        timer = undefined;
        steady.value = list.value;
      }, pauseMs);
    }
  });
  onScopeDispose(() => clearTimeout(timer));
  return steady;
}
