import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine, Program } from '../../main/lab/ops/engine.ts';
import { convolutionCase, convolutionCases } from './parity-cases/convolution-cases.ts';
import { elementwiseCases } from './parity-cases/elementwise-cases.ts';
import { normalisationCases } from './parity-cases/normalisation-cases.ts';
import type { ParityCase } from './parity-cases/parity-case.ts';
import { poolingCase, poolingCases } from './parity-cases/pooling-cases.ts';
import { arbitraryConvolution, arbitraryPooling } from './parity-cases/random-problems.ts';
import { shapeCases } from './parity-cases/shape-cases.ts';
import { referenceOps } from './reference-ops.ts';
import { tensor } from './reference-tensor.ts';

export interface ParityOptions {
  /** Largest relative difference where a case does not name a larger one, default 1e-5 */
  readonly tolerance?: number;
  /** Random convolutions and poolings each, default 40 */
  readonly randomRuns?: number;
}

const cases: readonly ParityCase[] = [
  ...elementwiseCases,
  ...shapeCases,
  ...convolutionCases,
  ...poolingCases,
  ...normalisationCases,
];

/**
 * Every operation of an engine beside the float64 reference, and random convolutions and poolings.
 *
 * @param getEngine called once, before the first test
 */
export function describeEngineParity(
  name: string,
  getEngine: () => Engine | Promise<Engine>,
  { tolerance = 1e-5, randomRuns = 40 }: ParityOptions = {},
): void {
  describe(`${name} agrees with the float64 reference`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await getEngine();
    });

    for (const parityCase of cases) {
      test(parityCase.title, async () => {
        await expectParity(engine, parityCase, tolerance);
      });
    }

    test('random convolutions', async () => {
      const property = fc.asyncProperty(arbitraryConvolution, async (problem) => {
        await expectParity(engine, convolutionCase(problem), tolerance);
      });
      await fc.assert(property, { seed: 1, numRuns: randomRuns });
    });

    test('random poolings', async () => {
      const property = fc.asyncProperty(arbitraryPooling, async (problem) => {
        await expectParity(engine, poolingCase(problem), tolerance);
      });
      await fc.assert(property, { seed: 2, numRuns: randomRuns });
    });
  });
}

async function expectParity(engine: Engine, parityCase: ParityCase, tolerance: number): Promise<void> {
  const program: Program = {
    inputs: parityCase.inputs,
    build: (ops, inputs) => ({ outputs: parityCase.build(ops, inputs) }),
  };
  const inputs = Object.entries(parityCase.inputs);
  const expected = parityCase.build(
    referenceOps,
    Object.fromEntries(inputs.map(([name, { values, shape }]) => [name, tensor(values, shape)])),
  );
  // A session always has some state; none of these programs reads it.
  const session = engine.open({ unused: [] }, { program }, { unused: Float32Array.of(0) });
  try {
    const values = Object.fromEntries(inputs.map(([name, input]) => [name, input.values]));
    const found = await session.run('program', values);
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, reference] of Object.entries(expected)) {
      expectClose(name, found[name], reference.values, parityCase, Math.max(tolerance, parityCase.tolerance ?? 0));
    }
  } finally {
    session.dispose();
  }
}

function expectClose(
  name: string,
  found: Float32Array,
  expected: Float64Array,
  { relativeTo }: ParityCase,
  tolerance: number,
): void {
  expect(found, `${name} is float32`).toBeInstanceOf(Float32Array);
  expect(found.length, `size of ${name}`).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = { difference: -1, index: -1 };
  found.forEach((value, index) => {
    const reference = expected[index];
    const scale = relativeTo === 'tensor' ? largest : Math.abs(reference);
    // The floor is for a result of exactly zero, which has no scale of its own.
    const difference = value === reference ? 0 : Math.abs(value - reference) / Math.max(scale, 1e-12);
    if (!(difference <= worst.difference)) Object.assign(worst, { difference, index });
  });
  const { difference, index } = worst;
  const message = `${name}[${index}] is ${found[index]}, the reference ${expected[index]}`;
  expect(difference, message).toBeLessThanOrEqual(tolerance);
}
