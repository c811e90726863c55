import { onScopeDispose, watch } from 'vue';
import type { EChartsType } from '../../../charts/echarts-modules.ts';

/** How near the pointer has to be to take hold of the threshold, pixels. */
const reach = 8;

/** Lets the pointer take hold of a horizontal line of a chart and move it. */
export function useThresholdDrag(
  chart: () => EChartsType | undefined,
  threshold: () => number | undefined,
  move: (threshold: number) => void,
): { isDragging(): boolean } {
  let isHeld = false;
  let justMoved = false;

  function attach(own: EChartsType): void {
    const pointer = own.getZr();
    const isNear = (offsetY: number): boolean => {
      const level = threshold();
      return level !== undefined && Math.abs(offsetY - Number(own.convertToPixel({ yAxisIndex: 0 }, level))) <= reach;
    };
    pointer.on('mousedown', ({ offsetX, offsetY }) => {
      isHeld = own.containPixel('grid', [offsetX, offsetY]) && isNear(offsetY);
    });
    pointer.on('mousemove', ({ offsetX, offsetY }) => {
      if (isHeld) {
        justMoved = true;
        move(Number(own.convertFromPixel({ yAxisIndex: 0 }, offsetY)));
      } else if (own.containPixel('grid', [offsetX, offsetY]) && isNear(offsetY)) {
        pointer.setCursorStyle('ns-resize');
      }
    });
  }
  function release(): void {
    isHeld = false;
    // The click that ends a drag is none on a bar
    if (justMoved) window.setTimeout(() => (justMoved = false));
  }
  const stop = watch(chart, (own) => own !== undefined && attach(own), { flush: 'post', immediate: true });
  window.addEventListener('mouseup', release, true);
  onScopeDispose(() => {
    stop();
    window.removeEventListener('mouseup', release, true);
  });
  return { isDragging: () => isHeld || justMoved };
}
