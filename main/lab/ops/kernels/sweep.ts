import type { Margins } from './pixels.ts';

/** A convolution without groups, or a depthwise one. Negative margins cut pixels off. */
export interface Sweep {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly margins: Margins;
}
