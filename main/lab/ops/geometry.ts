/** Where a sliding window (convolution or pooling) is applied. Padding is explicit: PyTorch's rule, not TensorFlow's 'same'. */
export interface WindowGeometry {
  /** [vertical, horizontal], >= 1 */
  readonly strides: readonly [number, number];
  /** Pixels added [top, bottom, left, right], >= 0 */
  readonly padding: readonly [number, number, number, number];
}

export interface ConvolutionGeometry extends WindowGeometry {
  /** [vertical, horizontal], >= 1 */
  readonly dilations: readonly [number, number];
  /** Channels are split into this many independent groups. Equal to the input channels: depthwise. */
  readonly groups: number;
}

export interface PoolingGeometry extends WindowGeometry {
  /** [height, width] */
  readonly window: readonly [number, number];
}

/** Pixels along one axis that a window of `size` (dilated) leaves: floor((n + before + after - d(size - 1) - 1) / stride) + 1. */
export function windowedLength(
  length: number,
  size: number,
  stride: number,
  before: number,
  after: number,
  dilation = 1,
): number {
  return Math.floor((length + before + after - dilation * (size - 1) - 1) / stride) + 1;
}

/**
 * Shape of a convolution's output.
 * @param input NHWC
 * @param filter HWIO: [height, width, input channels / groups, output channels]
 */
export function convolutionOutputShape(
  input: readonly number[],
  filter: readonly number[],
  geometry: ConvolutionGeometry,
): readonly [number, number, number, number] {
  const [top, bottom, left, right] = geometry.padding;
  return [
    input[0],
    windowedLength(input[1], filter[0], geometry.strides[0], top, bottom, geometry.dilations[0]),
    windowedLength(input[2], filter[1], geometry.strides[1], left, right, geometry.dilations[1]),
    filter[3],
  ];
}

/** Shape of a pooling's output, NHWC in and out. */
export function poolingOutputShape(
  input: readonly number[],
  geometry: PoolingGeometry,
): readonly [number, number, number, number] {
  const [top, bottom, left, right] = geometry.padding;
  return [
    input[0],
    windowedLength(input[1], geometry.window[0], geometry.strides[0], top, bottom),
    windowedLength(input[2], geometry.window[1], geometry.strides[1], left, right),
    input[3],
  ];
}
