import { describe, expect, test } from 'vitest';
import { referenceOps as ops } from './reference-ops.ts';
import { tensor } from './reference-tensor.ts';

const plain = { strides: [1, 1], padding: [0, 0, 0, 0] } as const;

// Values worked out by hand or taken from tables; the rest of the suite leans on these.
describe('reference operations', () => {
  test('error function agrees with tabulated values', () => {
    const { values } = ops.errorFunction(ops.constant([0, 0.5, 1, 2, -1, 4, 8]));
    const tabulated = [0, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527, -0.8427007929497149];
    tabulated.forEach((value, index) => expect(values[index]).toBeCloseTo(value, 14));
    expect(values[5]).toBeCloseTo(0.9999999845827421, 14);
    expect(values[6]).toBe(1);
  });

  test('halves round to even', () => {
    expect([...ops.round(ops.constant([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6])).values]).toEqual([0, 2, 2, 0, -2, 2, 3]);
  });

  test('broadcasting, reductions and layout changes', () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    expect([...ops.add(x, ops.constant([10, 20, 30])).values]).toEqual([11, 22, 33, 14, 25, 36]);
    expect([...ops.multiply(x, tensor([2, 3], [2, 1])).values]).toEqual([2, 4, 6, 12, 15, 18]);
    expect(ops.sum(x, [0]).shape).toEqual([3]);
    expect([...ops.sum(x, [0]).values]).toEqual([5, 7, 9]);
    expect(ops.mean(x, [1], true)).toEqual(tensor([2, 5], [2, 1]));
    expect([...ops.max(x, [0, 1]).values]).toEqual([6]);
    expect(ops.transpose(x, [1, 0])).toEqual(tensor([1, 4, 2, 5, 3, 6], [3, 2]));
    expect(ops.slice(x, [0, 1], [2, 2])).toEqual(tensor([2, 3, 5, 6], [2, 2]));
    expect(ops.concat([x, ops.slice(x, [0, 0], [2, 1])], 1)).toEqual(tensor([1, 2, 3, 1, 4, 5, 6, 4], [2, 4]));
    const padded = ops.pad(
      tensor([1, 2], [1, 2]),
      [
        [1, 0],
        [0, 1],
      ],
      7,
    );
    expect([...padded.values]).toEqual([7, 7, 7, 1, 2, 7]);
    expect(ops.oneHot(ops.constant([1, -1]), 2)).toEqual(tensor([0, 1, 0, 0], [2, 2]));
    expect([...ops.argMax(tensor([1, 3, 3, 9, 1, 2], [2, 3])).values]).toEqual([1, 0]);
  });

  test('matrix product with and without transposes', () => {
    const a = tensor([1, 2, 3, 4], [2, 2]);
    const b = tensor([5, 6, 7, 8], [2, 2]);
    expect([...ops.matMul(a, b).values]).toEqual([19, 22, 43, 50]);
    expect([...ops.matMul(a, b, { transposeA: true }).values]).toEqual([26, 30, 38, 44]);
    expect([...ops.matMul(a, b, { transposeB: true }).values]).toEqual([17, 23, 39, 53]);
  });

  test('convolution: a 3x3 ramp under an asymmetric 2x2 filter, with padding and dilation', () => {
    const x = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const filter = tensor([1, 10, 100, 1000], [2, 2, 1, 1]);
    const geometry = { ...plain, dilations: [1, 1], groups: 1 } as const;
    expect([...ops.conv2d(x, filter, geometry).values]).toEqual([5421, 6532, 8754, 9865]);
    expect([...ops.conv2d(x, filter, { ...geometry, dilations: [2, 2] }).values]).toEqual([9731]);
    const padded = ops.conv2d(x, filter, { ...geometry, strides: [2, 2], padding: [1, 0, 1, 0] });
    expect([...padded.values]).toEqual([1000, 3200, 7040, 9865]);
  });

  test('convolution in groups keeps channels apart', () => {
    const x = tensor([1, 2, 3, 4], [1, 1, 1, 4]);
    const filter = tensor([1, 10, 100, 1000, 2, 20, 200, 2000], [1, 1, 2, 4]);
    const geometry = { ...plain, dilations: [1, 1], groups: 2 } as const;
    expect([...ops.conv2d(x, filter, geometry).values]).toEqual([5, 50, 1100, 11000]);
  });

  test('pooling: padding loses every maximum and counts as zero in the mean', () => {
    const x = tensor([-1, -2, -3, -4], [1, 2, 2, 1]);
    const geometry = { window: [2, 2], strides: [1, 1], padding: [1, 0, 0, 0] } as const;
    expect([...ops.maxPool(x, geometry).values]).toEqual([-1, -1]);
    expect([...ops.averagePool(x, geometry).values]).toEqual([-0.75, -2.5]);
  });

  test('batch normalisation gives each channel its shift as mean and its scale as deviation', () => {
    const x = tensor([1, 10, 3, 30], [2, 1, 1, 2]);
    const { output, mean, variance } = ops.batchNormTraining(x, ops.constant([2, 1]), ops.constant([5, 0]), 0);
    expect([...mean.values]).toEqual([2, 20]);
    expect([...variance.values]).toEqual([1, 100]);
    expect([...output.values]).toEqual([3, -1, 7, 1]);
  });

  test('cross-entropy of even logits is the logarithm of the classes; rows of zeros count for nothing', () => {
    const { loss, gradient } = ops.softmaxCrossEntropy(ops.zeros([2, 4]), tensor([0, 1, 0, 0, 0, 0, 0, 0], [2, 4]));
    expect(loss.values[0]).toBeCloseTo(Math.log(4), 14);
    expect(loss.values[1]).toBe(0);
    [0.25, -0.75, 0.25, 0.25, 0, 0, 0, 0].forEach((value, i) => expect(gradient.values[i]).toBeCloseTo(value, 14));
  });

  test('draws repeat for the same source and differ for another', () => {
    const draw = (number: number) => ops.randomNormal([2, 3], { key: 7, draw: ops.constant(number) });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
    const uniform = ops.randomUniform([100], { key: 7, draw: ops.constant(1) }).values;
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
