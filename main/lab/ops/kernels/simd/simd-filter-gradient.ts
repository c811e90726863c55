import type { ConvolutionGeometry } from '../../geometry.ts';
import type { Shape } from '../../ops.ts';
import type { Tensor, TensorFlowCore } from '../tensorflow-core.ts';
import { floatBytes, partition, vectorFloats } from './partition.ts';
import type { ProductSums } from './product-sums.ts';
import { largestBlock, largestElementwiseBlock, type SimdKernels } from './simd-kernels.ts';

/** Places a call should see: fewer, and calling costs as much as computing; more, and the images leave the cache. */
const wantedPlaces = 64;

/** Whether {@link simdFilterGradient} can compute it: outputs in whole vectors, no groups, or depthwise without multiplier. */
export function hasSimdFilterGradient([, , inputs, outputs]: Shape, { groups }: ConvolutionGeometry): boolean {
  return outputs % vectorFloats === 0 && (groups === 1 || (inputs === 1 && groups === outputs));
}

/**
 * The gradient of a convolution by its filter, straight from the definition: dw[y, x, in, out] sums input times dy over the
 * places where filter element (y, x) meets the image. The sums of a block of channels stay in registers. Three times as fast
 * as a convolution by XNNPACK, which has to transpose and pack first.
 */
export function simdFilterGradient(
  tf: TensorFlowCore,
  kernels: SimdKernels,
  x: Tensor,
  dy: Tensor,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
): Tensor {
  const { memory } = kernels;
  const gradient = tf.zeros([...filterShape]);
  const [batch, height, width, inputs] = x.shape;
  const [, rows, columns, outputs] = dy.shape;
  const [filterHeight, filterWidth, groupInputs] = filterShape;
  const { strides, dilations, padding, groups } = geometry;
  const blocks = groups === 1 ? outerBlocks(kernels, inputs, outputs) : elementwiseBlocks(kernels, outputs);
  const vertical = meetings(filterHeight, height, rows, strides[0], dilations[0], padding[0]);
  const horizontal = meetings(filterWidth, width, columns, strides[1], dilations[1], padding[2]);
  const imagesPerCall = Math.min(batch, Math.ceil(wantedPlaces / (rows * columns)));
  // In numbers, not bytes, up to the call
  const [from, by, to] = [x, dy, gradient].map((tensor) => memory.addressOf(tensor) / floatBytes);
  const rowStep = strides[0] * width * inputs;
  const columnStep = strides[1] * inputs;
  for (let image = 0; image < batch; image += imagesPerCall) {
    const images = Math.min(imagesPerCall, batch - image);
    for (const row of vertical) {
      for (const column of horizontal) {
        const input = from + ((image * height + row.input) * width + column.input) * inputs;
        const output = by + ((image * rows + row.output) * columns + column.output) * outputs;
        const sums = to + (row.index * filterWidth + column.index) * groupInputs * outputs;
        for (const block of blocks) {
          block.add(
            floatBytes * (input + block.input),
            floatBytes * (output + block.output),
            floatBytes * (sums + block.sums),
            images,
            row.count,
            column.count,
            floatBytes * columnStep,
            floatBytes * (rowStep - column.count * columnStep),
            floatBytes * (height * width * inputs - row.count * rowStep),
            floatBytes * outputs,
            floatBytes * (columns - column.count) * outputs,
            floatBytes * (rows - row.count) * columns * outputs,
            floatBytes * outputs,
          );
        }
      }
    }
  }
  return gradient;
}

interface Meeting {
  /** Which filter element along this axis */
  readonly index: number;
  /** First output pixel at which it meets the image, and the input pixel it meets there */
  readonly output: number;
  readonly input: number;
  /** Output pixels at which it meets the image */
  readonly count: number;
}

function meetings(
  size: number,
  inputs: number,
  outputs: number,
  stride: number,
  dilation: number,
  before: number,
): Meeting[] {
  return Array.from({ length: size }, (_, index) => {
    const offset = dilation * index - before;
    const output = Math.max(0, Math.ceil(-offset / stride));
    const last = Math.min(outputs - 1, Math.floor((inputs - 1 - offset) / stride));
    return { index, output, input: output * stride + offset, count: last - output + 1 };
  }).filter(({ count }) => count > 0);
}

/** Channels that one call takes together; where they begin, in numbers. */
interface Block {
  readonly input: number;
  readonly output: number;
  readonly sums: number;
  readonly add: ProductSums;
}

function outerBlocks(kernels: SimdKernels, inputs: number, outputs: number): Block[] {
  return partition(inputs, largestBlock.height).flatMap((input) =>
    partition(outputs / vectorFloats, largestBlock.width).map((vectors) => {
      const output = vectorFloats * vectors.start;
      const add = kernels.outerProductSums[input.length - 1][vectors.length - 1];
      return { input: input.start, output, sums: input.start * outputs + output, add };
    }),
  );
}

function elementwiseBlocks(kernels: SimdKernels, channels: number): Block[] {
  return partition(channels / vectorFloats, largestElementwiseBlock).map(({ start, length }) => {
    const channel = vectorFloats * start;
    return { input: channel, output: channel, sums: channel, add: kernels.elementwiseProductSums[length - 1] };
  });
}
