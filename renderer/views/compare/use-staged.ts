import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';

/**
 * How many of the parts of a page are there: one more after each picture, so that the first is seen at once and none of the
 * drawings that follow holds up the pointer.
 *
 * @param reset begins again when it changes
 */
export function useStaged(count: () => number, reset: () => unknown): Ref<number> {
  const staged = ref(0);
  let frame = 0;
  function next(): void {
    cancelAnimationFrame(frame);
    if (staged.value >= count()) return;
    frame = requestAnimationFrame(() => {
      staged.value += 1;
      // The picture in between
      window.setTimeout(next);
    });
  }
  watch(
    reset,
    () => {
      staged.value = 1;
      next();
    },
    { immediate: true },
  );
  watch(count, next);
  onScopeDispose(() => cancelAnimationFrame(frame));
  return staged;
}
