import type { ConvolutionGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import type { Primitives } from './primitives.ts';

/**
 * TensorFlow's CPU kernels dilate plain float32 and bfloat16 convolutions only. For the others the filter itself is spread
 * out: zeros between its taps, and no dilation.
 */
export function spreadShape([height, width, inputs, outputs]: Shape, [down, across]: Shape): Shape {
  return [(height - 1) * down + 1, (width - 1) * across + 1, inputs, outputs];
}

export const undilated = (geometry: ConvolutionGeometry): ConvolutionGeometry => ({ ...geometry, dilations: [1, 1] });

/** [h, w, in, out] to {@link spreadShape}, with zeros between the taps. */
export function spreadFilter<T>(p: Primitives<T>, filter: T, dilations: Shape): T {
  const [height, width, inputs, outputs] = p.shapeOf(filter);
  const [down, across] = dilations;
  const apart = p.pad(
    p.reshape(filter, [height, 1, width, 1, inputs, outputs]),
    [
      [0, 0],
      [0, down - 1],
      [0, 0],
      [0, across - 1],
      [0, 0],
      [0, 0],
    ],
    0,
  );
  const whole = p.reshape(apart, [height * down, width * across, inputs, outputs]);
  return p.slice(whole, [0, 0, 0, 0], spreadShape([height, width, inputs, outputs], dilations));
}

/** The reverse for a gradient: only what belongs to a tap. */
export function gatherTaps<T>(
  p: Primitives<T>,
  gradient: T,
  [height, width, inputs, outputs]: Shape,
  dilations: Shape,
): T {
  const [down, across] = dilations;
  const whole = p.pad(
    gradient,
    [
      [0, down - 1],
      [0, across - 1],
      [0, 0],
      [0, 0],
    ],
    0,
  );
  const apart = p.reshape(whole, [height, down, width, across, inputs, outputs]);
  const taps = p.slice(apart, [0, 0, 0, 0, 0, 0], [height, 1, width, 1, inputs, outputs]);
  return p.reshape(taps, [height, width, inputs, outputs]);
}
