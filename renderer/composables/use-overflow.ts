import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { Ref } from 'vue';

/** Whether an element's content is larger than it is, so that it has to be scrolled and the keyboard has to reach it. */
export function useOverflow(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const overflows = ref(false);
  const observer = new ResizeObserver(() => {
    const { value } = element;
    // Fractions of pixels are rounded differently for both
    overflows.value =
      value !== null && (value.scrollWidth > value.clientWidth + 1 || value.scrollHeight > value.clientHeight + 1);
  });
  onMounted(() => {
    const { value } = element;
    if (value === null) return;
    observer.observe(value);
    for (const child of value.children) observer.observe(child);
  });
  onBeforeUnmount(() => observer.disconnect());
  return overflows;
}
