import { onScopeDispose, watch } from 'vue';
import type { Ref } from 'vue';
import type { EChartsType } from '../../../charts/echarts-modules.ts';

/** What the pointer does on a chart: look and move cursors, select in two ways, or choose what is shown. */
export type ChartTool = 'point' | 'rect' | 'polygon' | 'zoom';

const brushTypes = { point: false, rect: 'rect', polygon: 'polygon', zoom: 'rect' } as const;

/**
 * Puts the brush of a chart into the hand, or takes it out of it.
 *
 * @param chart the drawing, or undefined while there is none (its table is shown)
 * @returns `clear` removes the area that was brushed
 */
export function useBrushTool(
  chart: () => EChartsType | undefined,
  tool: Ref<ChartTool>,
): { apply(): void; clear(): void } {
  function apply(): void {
    chart()?.dispatchAction({
      type: 'takeGlobalCursor',
      key: 'brush',
      brushOption: { brushType: brushTypes[tool.value], brushMode: 'single' },
    });
  }
  function clear(): void {
    chart()?.dispatchAction({ type: 'brush', areas: [] });
  }
  const stop = watch([tool, chart], apply, { flush: 'post' });
  onScopeDispose(stop);
  return { apply, clear };
}
