import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  shapeFromTorch,
  shapeToTorch,
  weightFromTorch,
  weightToTorch,
  type WeightKind,
} from '../../main/data/weights-layout.ts';

const bitsOf = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

const vectors: readonly WeightKind[] = ['bias', 'scale', 'shift', 'running-mean', 'running-variance'];
const anyShape = fc.oneof(
  fc.tuple(
    fc.constant<WeightKind>('convolution-weight'),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 }),
  ),
  fc.tuple(
    fc.constant<WeightKind>('linear-weight'),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 }),
  ),
  fc.tuple(fc.constantFrom(...vectors), fc.array(fc.nat(9), { minLength: 1, maxLength: 1 })),
);

describe('weightFromTorch', () => {
  test('a convolution: element [o, i, y, x] becomes [y, x, i, o]', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 }), (shape) => {
        const [outputs, inputs, height, width] = shape as [number, number, number, number];
        const values = Float32Array.from({ length: outputs * inputs * height * width }, (_, index) => index);
        const ours = weightFromTorch('convolution-weight', { shape, values });
        expect(ours.shape).toEqual([height, width, inputs, outputs]);
        for (let o = 0; o < outputs; o++)
          for (let i = 0; i < inputs; i++)
            for (let y = 0; y < height; y++)
              for (let x = 0; x < width; x++) {
                const theirs = values[((o * inputs + i) * height + y) * width + x];
                expect(ours.values[((y * width + x) * inputs + i) * outputs + o]).toBe(theirs);
              }
      }),
      { numRuns: 30 },
    );
  });

  test('a linear layer is transposed', () => {
    const ours = weightFromTorch('linear-weight', { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect(ours).toEqual({ shape: [3, 2], values: Float32Array.of(1, 4, 2, 5, 3, 6) });
  });

  test.each(vectors)('a %s stays', (kind) => {
    const weight = { shape: [3], values: Float32Array.of(1, 2, 3) };
    expect(weightFromTorch(kind, weight)).toEqual(weight);
  });

  test('a depthwise convolution [channels, 1, 3, 3] becomes [3, 3, 1, channels]', () => {
    expect(shapeFromTorch('convolution-weight', [96, 1, 3, 3])).toEqual([3, 3, 1, 96]);
    expect(shapeToTorch('convolution-weight', [3, 3, 1, 96])).toEqual([96, 1, 3, 3]);
  });

  test('weightToTorch takes it back bit by bit, and shapes agree', () => {
    fc.assert(
      fc.property(anyShape, fc.infiniteStream(fc.integer({ min: 0, max: 0xffffffff })), ([kind, shape], stream) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const values = new Float32Array(Uint32Array.from(stream.take(count)).buffer);
        const ours = weightFromTorch(kind, { shape, values });
        expect(ours.shape).toEqual(shapeFromTorch(kind, shape));
        expect(shapeToTorch(kind, ours.shape)).toEqual(shape);
        const back = weightToTorch(kind, ours);
        expect(back.shape).toEqual(shape);
        expect(bitsOf(back.values)).toEqual(bitsOf(values));
      }),
    );
  });

  test('the result never shares memory with the source', () => {
    const values = Float32Array.of(1);
    weightFromTorch('bias', { shape: [1], values }).values[0] = 5;
    expect(values[0]).toBe(1);
  });

  test('another number of dimensions is a defect of the caller', () => {
    expect(() => shapeFromTorch('convolution-weight', [3, 3])).toThrow(TypeError);
    expect(() => weightFromTorch('linear-weight', { shape: [1], values: new Float32Array(1) })).toThrow(TypeError);
  });
});
