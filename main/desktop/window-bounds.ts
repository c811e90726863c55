import type { Bounds } from './desktop-memory.ts';

/** Below it the interface does not fit, in logical pixels. */
export const smallestWindow = { width: 940, height: 600 } as const;
const usualWindow = { width: 1440, height: 900 } as const;

/** How much of a window has to be on a screen for it to be found and dragged. */
const visiblePart = { width: 200, height: 80 } as const;

/**
 * Where a window opens: where it was, unless its screen is gone meanwhile; at first in the middle of the first screen.
 *
 * @param screens areas of all screens that windows may use, the first one of the user's choice
 */
export function windowBounds(remembered: Bounds | undefined, screens: readonly Bounds[]): Bounds {
  const [first = { x: 0, y: 0, ...usualWindow }] = screens;
  if (remembered !== undefined && screens.some((screen) => isVisible(remembered, screen))) {
    return { ...remembered, ...atLeast(remembered) };
  }
  const width = Math.min(first.width, remembered?.width ?? usualWindow.width);
  const height = Math.min(first.height, remembered?.height ?? usualWindow.height);
  const size = atLeast({ width, height });
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    ...size,
  };
}

function atLeast({ width, height }: Pick<Bounds, 'width' | 'height'>): Pick<Bounds, 'width' | 'height'> {
  return { width: Math.max(width, smallestWindow.width), height: Math.max(height, smallestWindow.height) };
}

function isVisible(window: Bounds, screen: Bounds): boolean {
  const overlap = (start: number, size: number, from: number, room: number): number =>
    Math.min(start + size, from + room) - Math.max(start, from);
  return (
    overlap(window.x, window.width, screen.x, screen.width) >= visiblePart.width &&
    overlap(window.y, window.height, screen.y, screen.height) >= visiblePart.height
  );
}
