import { useRafFn } from '@vueuse/core';
import { nextTick, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { ComparisonSection, SectionId } from './comparison-sections.ts';

export const sectionElementId = (id: SectionId): string => `compare-${id}`;

/** Below this line of the scrolled page a section counts as the one that is read; pixels */
const readingLine = 120;

/** Which section is read, and the way to another. */
export function useSectionIndex(sections: () => readonly ComparisonSection[]): {
  readonly current: Ref<SectionId | undefined>;
  go(id: SectionId): void;
} {
  const current = ref<SectionId>();

  function look(): void {
    const passed = sections().filter(({ id }) => {
      const top = document.getElementById(sectionElementId(id))?.getBoundingClientRect().top;
      return top !== undefined && top < readingLine + (scroller.value?.getBoundingClientRect().top ?? 0);
    });
    current.value = (passed.at(-1) ?? sections()[0])?.id;
  }

  const scroller = shallowRef<HTMLElement | null>(null);
  const { resume, pause } = useRafFn(
    () => {
      look();
      pause();
    },
    { immediate: false },
  );
  const onScroll = (): void => resume();
  watch(
    sections,
    async () => {
      await nextTick();
      if (scroller.value === null) {
        scroller.value = document.querySelector('main');
        scroller.value?.addEventListener('scroll', onScroll, { passive: true });
      }
      look();
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => scroller.value?.removeEventListener('scroll', onScroll));

  function go(id: SectionId): void {
    const element = document.getElementById(sectionElementId(id));
    element?.scrollIntoView({ block: 'start' });
    element?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }
  return { current, go };
}
