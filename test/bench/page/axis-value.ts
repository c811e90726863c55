/** A linear axis as it is drawn. */
export interface DrawnAxis {
  /** Values at its two ends */
  readonly extent: readonly [number, number];
  /** Where these are on the page, in CSS pixels */
  readonly pixels: readonly [number, number];
}

/** The value at a place of the page. */
export function valueAt({ extent, pixels }: DrawnAxis, pixel: number): number {
  return extent[0] + ((pixel - pixels[0]) / (pixels[1] - pixels[0])) * (extent[1] - extent[0]);
}

/** The place, in whole pixels, that is this fraction of the axis from its beginning. */
export function pixelAt({ pixels }: DrawnAxis, fraction: number): number {
  return Math.round(pixels[0] + fraction * (pixels[1] - pixels[0]));
}
