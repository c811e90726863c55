import { poolingOutputShape, type PoolingGeometry } from '../../../main/lab/ops/geometry.ts';
import type { Shape } from '../../../main/lab/ops/ops.ts';
import { integers, normal, type ParityCase, type ParityInput } from './parity-case.ts';

export interface PoolingProblem {
  readonly title: string;
  readonly input: Shape;
  readonly geometry: PoolingGeometry;
}

/** Both poolings and their gradients, on images with many equal numbers and on images below zero. */
export function poolingCase({ title, input, geometry }: PoolingProblem): ParityCase {
  const outputShape = poolingOutputShape(input, geometry);
  const images: Readonly<Record<string, ParityInput>> = {
    continuous: normal(input, 1),
    ties: integers(input, 2, 0, 2),
    negative: normal(input, 3, 1, -20),
  };
  return {
    title,
    inputs: { ...images, dy: normal(outputShape, 4) },
    relativeTo: 'tensor',
    build: (ops, { dy, ...inputs }) => ({
      averageGradient: ops.averagePoolGradient(dy, input, geometry),
      ...Object.fromEntries(
        Object.entries(inputs).flatMap(([name, x]) => {
          const y = ops.maxPool(x, geometry);
          return [
            [`${name} maximum`, y],
            [`${name} maximum gradient`, ops.maxPoolGradient(dy, x, y, geometry)],
            [`${name} average`, ops.averagePool(x, geometry)],
          ];
        }),
      ),
    }),
  };
}

const problems: readonly PoolingProblem[] = [
  { title: '2 x 2, stride 2', input: [2, 6, 8, 3], geometry: { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] } },
  { title: '2 x 2, stride 2, odd size', input: [2, 7, 5, 3], geometry: { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] } },
  { title: '3 x 3, stride 2, padding 1', input: [2, 8, 9, 4], geometry: { window: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1] } },
  { title: '3 x 3, stride 1, padding 1', input: [1, 6, 6, 2], geometry: { window: [3, 3], strides: [1, 1], padding: [1, 1, 1, 1] } },
  { title: 'padding on two sides only', input: [2, 6, 7, 3], geometry: { window: [3, 2], strides: [2, 1], padding: [0, 2, 1, 0] } },
  { title: 'the whole image', input: [3, 7, 5, 4], geometry: { window: [7, 5], strides: [1, 1], padding: [0, 0, 0, 0] } },
  { title: '1 x 1, stride 2', input: [2, 5, 6, 3], geometry: { window: [1, 1], strides: [2, 2], padding: [0, 0, 0, 0] } },
  { title: 'windows apart', input: [2, 8, 9, 2], geometry: { window: [2, 2], strides: [3, 3], padding: [0, 0, 0, 0] } },
]; // prettier-ignore

export const poolingCases: readonly ParityCase[] = problems.map((problem) =>
  poolingCase({ ...problem, title: `pooling and its gradients: ${problem.title}` }),
);
