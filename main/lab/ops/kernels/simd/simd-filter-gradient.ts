import type { ConvolutionGeometry } from '../../geometry.ts';
import type { Shape } from '../../ops.ts';
import type { Tensor, TensorFlowCore } from '../tensorflow-core.ts';
import { floatBytes, partition, vectorFloats } from './partition.ts';
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
  const gradient = tf.zeros([...filterShape]);
  const [batch, height, width, inputs] = x.shape;
  const [, rows, columns, outputs] = dy.shape;
  const [filterHeight, filterWidth] = filterShape;
  const { strides, dilations, padding, groups } = geometry;
  const addBlocks = groups === 1 ? outerBlocks(kernels, inputs, outputs) : elementwiseBlocks(kernels, outputs);
  const addresses = [x, dy, gradient].map((tensor) => kernels.addressOf(tensor));
  const vertical = meetings(filterHeight, height, rows, strides[0], dilations[0], padding[0]);
  const horizontal = meetings(filterWidth, width, columns, strides[1], dilations[1], padding[2]);
  const imagesPerCall = Math.min(batch, Math.ceil(wantedPlaces / (rows * columns)));
  for (let image = 0; image < batch; image += imagesPerCall) {
    for (const row of vertical) {
      for (const column of horizontal) {
        const input = ((image * height + row.input) * width + column.input) * inputs;
        const output = ((image * rows + row.output) * columns + column.output) * outputs;
        const stepOfRow = strides[0] * width * inputs;
        addBlocks({
          a: addresses[0] + floatBytes * input,
          b: addresses[1] + floatBytes * output,
          sums: addresses[2] + floatBytes * ((row.index * filterWidth + column.index) * filterShape[2] * outputs),
          images: Math.min(imagesPerCall, batch - image),
          rows: row.count,
          columns: column.count,
          columnStepA: floatBytes * strides[1] * inputs,
          rowStepA: floatBytes * (stepOfRow - column.count * strides[1] * inputs),
          imageStepA: floatBytes * (height * width * inputs - row.count * stepOfRow),
          columnStepB: floatBytes * outputs,
          rowStepB: floatBytes * (columns - column.count) * outputs,
          imageStepB: floatBytes * (rows - row.count) * columns * outputs,
        });
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

interface Places {
  readonly a: number;
  readonly b: number;
  readonly sums: number;
  readonly images: number;
  readonly rows: number;
  readonly columns: number;
  readonly columnStepA: number;
  readonly rowStepA: number;
  readonly imageStepA: number;
  readonly columnStepB: number;
  readonly rowStepB: number;
  readonly imageStepB: number;
}

function outerBlocks(kernels: SimdKernels, inputs: number, outputs: number): (places: Places) => void {
  const blocks = partition(inputs, largestBlock.height).flatMap(({ start, length }) =>
    partition(outputs / vectorFloats, largestBlock.width).map((vectors) => ({
      input: floatBytes * start,
      output: floatBytes * vectorFloats * vectors.start,
      sums: floatBytes * (start * outputs + vectorFloats * vectors.start),
      add: kernels.outerProductSums[length - 1][vectors.length - 1],
    })),
  );
  return (p) => {
    for (const { input, output, sums, add } of blocks) {
      add(
        p.a + input,
        p.b + output,
        p.sums + sums,
        p.images,
        p.rows,
        p.columns,
        p.columnStepA,
        p.rowStepA,
        p.imageStepA,
        p.columnStepB,
        p.rowStepB,
        p.imageStepB,
        floatBytes * outputs,
      );
    }
  };
}

function elementwiseBlocks(kernels: SimdKernels, channels: number): (places: Places) => void {
  const blocks = partition(channels / vectorFloats, largestElementwiseBlock).map(({ start, length }) => ({
    offset: floatBytes * vectorFloats * start,
    add: kernels.elementwiseProductSums[length - 1],
  }));
  return (p) => {
    for (const { offset, add } of blocks) {
      add(
        p.a + offset,
        p.b + offset,
        p.sums + offset,
        p.images,
        p.rows,
        p.columns,
        p.columnStepA,
        p.rowStepA,
        p.imageStepA,
        p.columnStepB,
        p.rowStepB,
        p.imageStepB,
        0,
      );
    }
  };
}
