export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly minWidth: number;
  readonly maxHeight: number;
}

const gap = 4;
const margin = 8;
const tallest = 360;

/** Where a list goes: below its button, above it where there is more room and it needs it; always within the window. */
export function placementBelow(
  anchor: Box,
  list: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
): Placement {
  const below = window.height - (anchor.top + anchor.height) - gap - margin;
  const above = anchor.top - gap - margin;
  const wanted = Math.min(list.height, tallest);
  const goesAbove = wanted > below && above > below;
  const maxHeight = Math.min(tallest, Math.max(48, goesAbove ? above : below));
  const height = Math.min(wanted, maxHeight);
  const width = Math.max(anchor.width, list.width);
  return {
    left: Math.max(margin, Math.min(anchor.left, window.width - width - margin)),
    top: goesAbove ? anchor.top - gap - height : anchor.top + anchor.height + gap,
    minWidth: anchor.width,
    maxHeight,
  };
}
