import { convolutionOutputShape, type ConvolutionGeometry } from '../../../main/lab/ops/geometry.ts';
import type { Shape } from '../../../main/lab/ops/ops.ts';
import { normal, type ParityCase } from './parity-case.ts';

export interface ConvolutionProblem {
  readonly title: string;
  readonly input: Shape;
  /** [height, width, outputs] */
  readonly filter: readonly [number, number, number];
  readonly geometry: ConvolutionGeometry;
}

/** The convolution and both its gradients. */
export function convolutionCase({ title, input, filter, geometry }: ConvolutionProblem): ParityCase {
  const [filterHeight, filterWidth, outputs] = filter;
  const filterShape = [filterHeight, filterWidth, input[3] / geometry.groups, outputs];
  const outputShape = convolutionOutputShape(input, filterShape, geometry);
  return {
    title,
    inputs: { x: normal(input, 1), filter: normal(filterShape, 2), dy: normal(outputShape, 3) },
    relativeTo: 'tensor',
    build: (ops, { x, filter, dy }) => ({
      forward: ops.conv2d(x, filter, geometry),
      inputGradient: ops.conv2dInputGradient(dy, filter, input, geometry),
      filterGradient: ops.conv2dFilterGradient(x, dy, filterShape, geometry),
    }),
  };
}

const plain: ConvolutionGeometry = { strides: [1, 1], padding: [0, 0, 0, 0], dilations: [1, 1], groups: 1 };
const same: ConvolutionGeometry = { ...plain, padding: [1, 1, 1, 1] };

const problems: readonly ConvolutionProblem[] = [
  { title: '3 x 3, padding 1', input: [2, 8, 8, 5], filter: [3, 3, 7], geometry: same },
  { title: '3 x 3, padding 1, 3 channels in', input: [2, 9, 8, 3], filter: [3, 3, 16], geometry: same },
  { title: '5 x 5, 1 channel in', input: [3, 12, 12, 1], filter: [5, 5, 6], geometry: plain },
  { title: '3 x 3, stride 2, padding 1, even size', input: [2, 8, 8, 4], filter: [3, 3, 6], geometry: { ...same, strides: [2, 2] } },
  { title: '3 x 3, stride 2, padding 1, odd size', input: [2, 9, 7, 4], filter: [3, 3, 6], geometry: { ...same, strides: [2, 2] } },
  { title: '7 x 7, stride 2, padding 3', input: [1, 15, 16, 3], filter: [7, 7, 5], geometry: { ...plain, strides: [2, 2], padding: [3, 3, 3, 3] } },
  { title: '1 x 1', input: [2, 5, 6, 4], filter: [1, 1, 9], geometry: plain },
  { title: '1 x 1, padding 1', input: [2, 5, 6, 4], filter: [1, 1, 3], geometry: same },
  { title: '1 x 1, stride 2', input: [2, 8, 7, 4], filter: [1, 1, 6], geometry: { ...plain, strides: [2, 2] } },
  { title: '1 x 1, stride 3, padding 1', input: [2, 8, 7, 4], filter: [1, 1, 6], geometry: { ...same, strides: [3, 3] } },
  { title: '2 x 2, stride 3 (pixels no window covers)', input: [2, 8, 10, 3], filter: [2, 2, 4], geometry: { ...plain, strides: [3, 3] } },
  { title: 'padding on two sides only', input: [2, 7, 8, 3], filter: [3, 3, 4], geometry: { ...plain, padding: [0, 2, 1, 0] } },
  { title: 'padding on two sides only, stride 2', input: [2, 7, 8, 3], filter: [3, 3, 4], geometry: { ...plain, strides: [2, 2], padding: [0, 1, 2, 0] } },
  { title: 'padding wider than the filter', input: [1, 4, 4, 2], filter: [2, 2, 3], geometry: { ...plain, padding: [3, 2, 4, 3] } },
  { title: 'dilation 2', input: [2, 9, 10, 3], filter: [3, 3, 4], geometry: { ...plain, dilations: [2, 2], padding: [2, 2, 2, 2] } },
  { title: 'dilation and stride', input: [2, 11, 10, 3], filter: [3, 3, 4], geometry: { ...plain, dilations: [2, 2], strides: [2, 2], padding: [2, 1, 2, 1] } },
  { title: 'dilation 3, stride 2, padding 1', input: [2, 11, 12, 3], filter: [2, 3, 4], geometry: { ...same, dilations: [3, 3], strides: [2, 2] } },
  { title: 'another stride and dilation each way', input: [2, 11, 9, 3], filter: [3, 2, 4], geometry: { ...plain, dilations: [1, 2], strides: [2, 1], padding: [1, 0, 1, 2] } },
  { title: 'a filter as large as the image', input: [2, 5, 5, 6], filter: [5, 5, 8], geometry: plain },
  { title: '2 groups', input: [2, 6, 7, 6], filter: [3, 3, 8], geometry: { ...same, groups: 2 } },
  { title: '4 groups, stride 2, dilation 2', input: [2, 9, 7, 8], filter: [3, 3, 4], geometry: { ...same, groups: 4, strides: [2, 2], dilations: [2, 2] } },
  { title: 'depthwise', input: [2, 7, 8, 5], filter: [3, 3, 5], geometry: { ...same, groups: 5 } },
  { title: 'depthwise, multiplier 2', input: [2, 7, 8, 3], filter: [3, 3, 6], geometry: { ...same, groups: 3 } },
  { title: 'depthwise 5 x 5, stride 2, padding 2', input: [2, 9, 8, 4], filter: [5, 5, 4], geometry: { ...plain, groups: 4, strides: [2, 2], padding: [2, 2, 2, 2] } },
  { title: 'depthwise, dilation 2', input: [2, 9, 8, 4], filter: [3, 3, 4], geometry: { ...same, groups: 4, dilations: [2, 2] } },
  { title: 'depthwise, dilation and stride, multiplier 2', input: [2, 9, 10, 3], filter: [3, 3, 6], geometry: { ...same, groups: 3, dilations: [2, 2], strides: [2, 2] } },
  { title: '4 to 12 channels, padding 1', input: [2, 7, 9, 4], filter: [3, 3, 12], geometry: same },
  { title: '8 to 20 channels, stride 2, padding 1', input: [3, 9, 11, 8], filter: [3, 3, 20], geometry: { ...same, strides: [2, 2] } },
  { title: '4 to 4 channels, 5 x 3, padding on two sides only', input: [1, 8, 6, 4], filter: [5, 3, 4], geometry: { ...plain, padding: [0, 2, 1, 0] } },
  { title: '5 to 16 channels, 4 x 4, stride 3', input: [2, 13, 12, 5], filter: [4, 4, 16], geometry: { ...plain, strides: [3, 3] } },
  { title: '16 to 16 channels, 2 images of 24 x 24', input: [2, 24, 24, 16], filter: [3, 3, 16], geometry: same },
  { title: '70 images of 3 x 3', input: [70, 3, 3, 8], filter: [3, 3, 8], geometry: same },
  { title: '2 groups of 4 to 8 channels', input: [2, 6, 7, 8], filter: [3, 3, 16], geometry: { ...same, groups: 2 } },
  { title: 'depthwise, 20 channels, stride 2', input: [2, 9, 8, 20], filter: [3, 3, 20], geometry: { ...same, groups: 20, strides: [2, 2] } },
  { title: '1 channel in, 1 group', input: [2, 6, 6, 1], filter: [3, 3, 1], geometry: same },
]; // prettier-ignore

export const convolutionCases: readonly ParityCase[] = problems.map((problem) =>
  convolutionCase({ ...problem, title: `convolution and its gradients: ${problem.title}` }),
);
