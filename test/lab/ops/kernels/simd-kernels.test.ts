import { beforeAll, describe, expect, test } from 'vitest';
import type { ConvolutionGeometry } from '../../../../main/lab/ops/geometry.ts';
import { createKernelOps } from '../../../../main/lab/ops/kernels/kernel-ops.ts';
import { createSimdKernels } from '../../../../main/lab/ops/kernels/simd/simd-kernels.ts';
import type { Tensor, TensorFlowCore } from '../../../../main/lab/ops/kernels/tensorflow-core.ts';
import type { Ops, Shape } from '../../../../main/lab/ops/ops.ts';
import { loadCpu } from '../../../../main/runs/backends/cpu.ts';
import { loadWasm } from '../../../../main/runs/backends/wasm.ts';

const same: ConvolutionGeometry = { strides: [1, 1], padding: [1, 1, 1, 1], dilations: [1, 1], groups: 1 };

describe('our own vector loops on wasm', () => {
  let tf: TensorFlowCore;
  let own: Ops<Tensor>;
  let tfjs: Ops<Tensor>;
  beforeAll(async () => {
    ({ tf } = await loadWasm());
    own = createKernelOps(tf);
    tfjs = createKernelOps(tf, { ownKernels: false });
  });
  const normal = (shape: Shape, draw: number) => own.randomNormal(shape, { key: 3, draw: tf.scalar(draw, 'int32') });

  // Without this the parity tests would pass on tfjs's kernels without ever running ours.
  test('are there', () => {
    expect(createSimdKernels(tf)).toBeDefined();
  });

  test.each([
    { title: 'stage 1 of ResNet-20', input: [2, 32, 32, 16], outputs: 16, geometry: same },
    { title: 'stride 2', input: [2, 17, 15, 16], outputs: 32, geometry: { ...same, strides: [2, 2] as const } },
    { title: 'a last strip of 4 outputs', input: [3, 7, 6, 8], outputs: 20, geometry: same },
  ])('a convolution equals the one by XNNPACK bit by bit: $title', ({ input, outputs, geometry }) => {
    tf.tidy(() => {
      const x = normal(input, 1);
      const filter = normal([3, 3, input[3], outputs], 2);
      const expected = tfjs.conv2d(x, filter, geometry).dataSync();
      expect(own.conv2d(x, filter, geometry).dataSync()).toEqual(expected);
      expect(expected.some((value) => value !== 0)).toBe(true);
    });
  });

  test('follow the memory when it grows', () => {
    tf.tidy(() => {
      const x = normal([2, 8, 8, 8], 1);
      const filter = normal([3, 3, 8, 8], 2);
      const dy = normal([2, 8, 8, 8], 3);
      const forward = own.conv2d(x, filter, same).dataSync();
      const gradient = own.conv2dFilterGradient(x, dy, [3, 3, 8, 8], same).dataSync();
      // Twice WebAssembly's first 16 MB
      const large = tf.ones([8 * 2 ** 20]);
      expect(own.conv2d(x, filter, same).dataSync()).toEqual(forward);
      expect(own.conv2dFilterGradient(x, dy, [3, 3, 8, 8], same).dataSync()).toEqual(gradient);
      expect(large.dataSync().every((value) => value === 1)).toBe(true);
    });
  });

  test('leave no tensor behind', () => {
    const { numTensors, numBytes } = tf.memory();
    tf.tidy(() => {
      const before = tf.memory().numTensors;
      const x = normal([2, 6, 6, 4], 1);
      const filter = normal([3, 3, 4, 4], 2);
      const y = own.conv2d(x, filter, same);
      own.conv2dInputGradient(y, filter, [2, 6, 6, 4], same);
      own.conv2dFilterGradient(x, y, [3, 3, 4, 4], same);
      // The seeds of x and filter, these two, and the three results
      expect(tf.memory().numTensors - before).toBe(7);
    });
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });
});

test('there are none for the cpu backend', async () => {
  const { tf } = await loadCpu();
  expect(createSimdKernels(tf)).toBeUndefined();
});
