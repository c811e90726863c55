import { onBeforeUnmount, onMounted, shallowRef, toRaw, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { ChartTheme } from '../composables/use-chart-theme.ts';
import { init } from './echarts-modules.ts';
import type { ChartOption, EChartsType } from './echarts-modules.ts';
import { optionStructure } from './option-structure.ts';
import { createPace } from './paced.ts';
import { themedOption } from './themed-option.ts';

/** Events of ECharts that a view may care for, by the name they are passed on with. */
const forwarded = {
  click: 'click',
  dblclick: 'dblclick',
  mouseover: 'mouseover',
  mouseout: 'mouseout',
  globalout: 'globalout',
  datazoom: 'datazoom',
  brush: 'brush',
  brushend: 'brushEnd',
  legendselectchanged: 'legendSelectChanged',
  axisareaselected: 'axisAreaSelected',
} as const;

export interface ChartEvent {
  readonly type: (typeof forwarded)[keyof typeof forwarded];
  readonly params: Readonly<Record<string, unknown>>;
}

const liveIntervalMs = 250;

/**
 * An ECharts drawing on an element, for the life of the component: follows the option, the theme and the element's size.
 *
 * @param live whether the option changes by itself; it is then drawn at most four times a second
 */
export function useChart(
  element: Readonly<Ref<HTMLElement | null>>,
  option: () => Readonly<Record<string, unknown>>,
  live: () => boolean,
  theme: ChartTheme,
  onEvent: (event: ChartEvent) => void,
): ShallowRef<EChartsType | undefined> {
  const chart = shallowRef<EChartsType>();
  const pace = createPace(
    liveIntervalMs,
    () => performance.now(),
    (milliseconds, action) => {
      const timer = window.setTimeout(action, milliseconds);
      return () => window.clearTimeout(timer);
    },
  );
  let structure: string | undefined;
  let observer: ResizeObserver | undefined;
  let visibility: IntersectionObserver | undefined;
  let isVisible = true;
  let isDue = false;

  /** What changes by itself where nobody sees it is drawn when it comes into view. */
  function drawIfVisible(): void {
    isDue = !isVisible;
    if (isVisible) draw();
  }

  function draw(): void {
    if (chart.value === undefined) return;
    const themed = themedOption(toRaw(option()), theme.tokens.value);
    if (theme.reducedMotion.value) themed['animation'] = false;
    const next = optionStructure(themed);
    const notMerge = structure !== undefined && next !== structure;
    structure = next;
    chart.value.setOption(themed as ChartOption, { notMerge, replaceMerge: ['series'], lazyUpdate: true });
  }

  onMounted(() => {
    const own = init(element.value!, undefined, { renderer: 'canvas' });
    chart.value = own;
    for (const [name, type] of Object.entries(forwarded)) {
      own.on(name, (params) => onEvent({ type, params: params as Readonly<Record<string, unknown>> }));
    }
    draw();
    observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element.value!;
      if (clientWidth > 0 && clientHeight > 0) own.resize({ animation: { duration: 0 } });
    });
    observer.observe(element.value!);
    visibility = new IntersectionObserver(([entry]) => {
      isVisible = entry?.isIntersecting ?? true;
      if (isVisible && isDue) drawIfVisible();
    });
    visibility.observe(element.value!);
  });
  watch(option, () => (live() ? pace.request(drawIfVisible) : draw()));
  watch([theme.tokens, theme.reducedMotion], draw);
  onBeforeUnmount(() => {
    pace.cancel();
    observer?.disconnect();
    visibility?.disconnect();
    chart.value?.dispose();
    chart.value = undefined;
  });
  return chart;
}
