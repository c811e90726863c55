import { onScopeDispose, ref, type Ref } from 'vue';

/** Further than this it is no click. */
const slackPixels = 5;

export interface ColumnDrag {
  /** The column whose width is being drawn, and how wide it is now */
  readonly resizing: Ref<{ readonly key: string; readonly width: number } | undefined>;
  /** The column that is being carried, and the place it would take */
  readonly moving: Ref<{ readonly key: string; readonly to: number } | undefined>;
  beginResize(event: PointerEvent, key: string, width: number): void;
  beginMove(event: PointerEvent, key: string): void;
}

/**
 * Widening and moving of columns with a pointer. What is drawn is shown at once and told once, when the pointer is let go.
 *
 * @param placeAt the place of the column at a horizontal position of the window
 */
export function useColumnDrag(
  placeAt: (x: number) => number,
  onResized: (key: string, width: number) => void,
  onMoved: (key: string, to: number) => void,
): ColumnDrag {
  const resizing = ref<{ readonly key: string; readonly width: number }>();
  const moving = ref<{ readonly key: string; readonly to: number }>();
  let end: (() => void) | undefined;

  function follow(move: (event: PointerEvent) => void, done: () => void): void {
    end?.();
    const controller = new AbortController();
    const { signal } = controller;
    const cancel = (): void => {
      resizing.value = undefined;
      moving.value = undefined;
      controller.abort();
    };
    const finish = (): void => {
      // The pointer may be let go over a title, which would take it for a click
      if (moving.value !== undefined) swallowNextClick();
      done();
      cancel();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', finish, { signal });
    window.addEventListener('pointercancel', cancel, { signal });
    window.addEventListener('keydown', (event) => event.key === 'Escape' && cancel(), { signal });
    end = cancel;
  }

  function beginResize(event: PointerEvent, key: string, width: number): void {
    if (event.button !== 0) return;
    const from = event.clientX;
    follow(
      (moved) => (resizing.value = { key, width: width + moved.clientX - from }),
      () => {
        if (resizing.value !== undefined) onResized(key, resizing.value.width);
      },
    );
  }

  function beginMove(event: PointerEvent, key: string): void {
    if (event.button !== 0) return;
    const from = event.clientX;
    follow(
      (moved) => {
        if (moving.value === undefined && Math.abs(moved.clientX - from) < slackPixels) return;
        moving.value = { key, to: placeAt(moved.clientX) };
      },
      () => {
        if (moving.value !== undefined) onMoved(key, moving.value.to);
      },
    );
  }

  onScopeDispose(() => end?.());
  return { resizing, moving, beginResize, beginMove };
}

function swallowNextClick(): void {
  const swallow = (event: Event): void => event.stopPropagation();
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}
