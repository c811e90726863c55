import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantizationSchema } from '../../../main/contract/profile.ts';
import { storedCode } from '../../../main/lab/noise/quantise.ts';
import { codedValues, weightCodes } from '../../../main/lab/noise/weight-codes.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import { openEngine } from '../../../main/runs/job/open-engine.ts';

const engine = await openEngine({ name: 'cpu', precision: 'float32' });
const shape = [3, 5, 4];

const quantizations = [
  { bits: 2 },
  { bits: 8 },
  { bits: 8, rounding: 'half-away' },
  { bits: 5, granularity: 'channel' },
  { bits: 8, scheme: 'affine' },
  { bits: 4, scheme: 'affine', granularity: 'channel', rounding: 'half-away' },
  { bits: 16, scheme: 'affine' },
  { bits: 16 },
  { scheme: 'binary' },
] as const;

describe.each(quantizations)('codes of %o', (given) => {
  const quantization = quantizationSchema.parse(given);
  const program = defineProgram({
    inputs: { weight: { shape, type: 'float32' } },
    build(ops, { weight }) {
      const stored = storedCode(ops, weight!, quantization);
      return { outputs: { code: stored.code, value: stored.value(stored.code) } };
    },
  });
  const session = engine.open({}, { program }, {});

  test('are those of the hardware, and stand for the same weights', async () => {
    const values = fc.float32Array({ minLength: 60, maxLength: 60, noNaN: true, min: Math.fround(-2), max: 2 });
    await fc.assert(
      fc.asyncProperty(values, async (weight) => {
        const { code, value } = await session.run('program', { weight });
        const found = weightCodes(weight, shape, quantization);
        const codes = quantization.scheme === 'binary' ? code!.map((bit) => 2 * bit - 1) : code!;
        expect([...found.codes]).toEqual([...codes].map((each) => each + 0));
        const back = codedValues(found);
        back.forEach((each, index) => expect(each).toBeCloseTo(value![index]!, 6));
      }),
      { numRuns: 25 },
    );
  });
});

test('a weight of zeros has codes of zeros', () => {
  const { codes, scale } = weightCodes(new Float32Array(6), [3, 2], quantizationSchema.parse({ bits: 4 }));
  expect([...codes]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(scale[0]).toBeGreaterThan(0);
});
