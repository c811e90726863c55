import { windowedLength } from '../../lab/ops/geometry.ts';
import type { WindowGeometry } from '../../lab/ops/geometry.ts';
import type { LayerConfig } from './layer-config.ts';

interface WindowSizes {
  /** [height, width] of what the window slides over */
  readonly input: readonly number[];
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations?: readonly [number, number];
}

/** Pixels before and after along an axis, so that ceil(length / stride) windows fit: TensorFlow's `same`. */
export function samePadding(length: number, size: number, stride: number, dilation: number): readonly [number, number] {
  const windows = Math.ceil(length / stride);
  const all = Math.max((windows - 1) * stride + (size - 1) * dilation + 1 - length, 0);
  return [Math.floor(all / 2), all - Math.floor(all / 2)];
}

/**
 * Where a window goes, with the padding in pixels that `same` means for images of this size.
 *
 * @throws LabError for another padding, or a window that is larger than the image
 */
export function windowGeometry(
  config: LayerConfig,
  sizes: WindowSizes,
): WindowGeometry & { readonly output: readonly [number, number] } {
  const { input, window, strides, dilations = [1, 1] } = sizes;
  const named = config.text('padding', 'valid').toLowerCase();
  if (named !== 'same' && named !== 'valid')
    return config.refuse(`has the padding \`${named}\`, neither same nor valid`);
  const [vertical, horizontal] = [0, 1].map((axis) =>
    named === 'valid' ? ([0, 0] as const) : samePadding(input[axis]!, window[axis]!, strides[axis]!, dilations[axis]!),
  );
  const output = [vertical, horizontal].map((padding, axis) =>
    windowedLength(input[axis]!, window[axis]!, strides[axis]!, padding![0], padding![1], dilations[axis]),
  ) as [number, number];
  if (output.some((length) => length < 1))
    return config.refuse(`has a window larger than its image of ${input[0]} × ${input[1]} pixels`);
  return { strides, padding: [...vertical!, ...horizontal!], output };
}
