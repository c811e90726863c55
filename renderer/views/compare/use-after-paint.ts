import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';

/**
 * Follows a value: at once while it is light, otherwise when what shows it first has been painted, so that a large selection
 * is seen where it was made before the rest of the page catches up.
 */
export function useAfterPaint<Value>(value: () => Value, isHeavy: () => boolean): ShallowRef<Value> {
  const followed = shallowRef(value());
  let frame = 0;
  let timer = 0;
  function cancel(): void {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  }
  watch(
    value,
    (now) => {
      cancel();
      if (!isHeavy()) {
        followed.value = now;
        return;
      }
      frame = requestAnimationFrame(() => {
        timer = window.setTimeout(() => (followed.value = now));
      });
    },
    { flush: 'sync' },
  );
  onScopeDispose(cancel);
  return followed;
}
