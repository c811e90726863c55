import { onScopeDispose, watch } from 'vue';
import type { EChartsType } from '../../../charts/echarts-modules.ts';

export interface DraggedCursors {
  readonly accuracy: number | undefined;
  readonly energy: number | undefined;
}

type CursorName = keyof DraggedCursors;

interface PointerPlace {
  readonly offsetX: number;
  readonly offsetY: number;
}

/** How near the pointer has to be to take hold of a cursor, and how far it has to go until it moves; pixels */
const reach = 7;
const slack = 3;

/** Lets the pointer take hold of the cursors of a chart and move them. Only while `enabled`. */
export function useCursorDrag(
  chart: () => EChartsType | undefined,
  options: {
    enabled(): boolean;
    cursors(): DraggedCursors;
    move(name: CursorName, level: number): void;
  },
): { isDragging(): boolean } {
  let held: { readonly name: CursorName; readonly from: PointerPlace; moved: boolean } | undefined;
  /** Until the click that ends a drag has gone by */
  let justMoved = false;

  function cursorAt(own: EChartsType, { offsetX, offsetY }: PointerPlace): CursorName | undefined {
    if (!options.enabled() || !own.containPixel('grid', [offsetX, offsetY])) return undefined;
    const { accuracy, energy } = options.cursors();
    const across = accuracy === undefined ? NaN : Number(own.convertToPixel({ yAxisIndex: 0 }, accuracy));
    const upright = energy === undefined ? NaN : Number(own.convertToPixel({ xAxisIndex: 0 }, energy));
    if (Math.abs(offsetY - across) <= reach) return 'accuracy';
    return Math.abs(offsetX - upright) <= reach ? 'energy' : undefined;
  }

  function attach(own: EChartsType): void {
    const pointer = own.getZr();
    pointer.on('mousedown', (event) => {
      const name = cursorAt(own, event);
      if (name !== undefined) held = { name, from: event, moved: false };
    });
    pointer.on('mousemove', (event) => {
      if (held === undefined) {
        const name = cursorAt(own, event);
        if (name !== undefined) pointer.setCursorStyle(name === 'accuracy' ? 'ns-resize' : 'ew-resize');
        return;
      }
      held.moved ||= Math.hypot(event.offsetX - held.from.offsetX, event.offsetY - held.from.offsetY) > slack;
      if (!held.moved) return;
      const level =
        held.name === 'accuracy'
          ? own.convertFromPixel({ yAxisIndex: 0 }, event.offsetY)
          : own.convertFromPixel({ xAxisIndex: 0 }, event.offsetX);
      options.move(held.name, Number(level));
    });
  }
  function release(): void {
    justMoved = held?.moved ?? false;
    held = undefined;
    if (justMoved) window.setTimeout(() => (justMoved = false));
  }
  const stop = watch(chart, (own) => own !== undefined && attach(own), { flush: 'post', immediate: true });
  window.addEventListener('mouseup', release, true);
  onScopeDispose(() => {
    stop();
    window.removeEventListener('mouseup', release, true);
  });
  return { isDragging: () => justMoved || (held?.moved ?? false) };
}
