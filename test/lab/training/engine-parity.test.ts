import { describe, expect, test } from 'vitest';
import type { TrainingPlan } from '../../../main/contract/run.ts';
import type { Profile } from '../../../main/contract/profile.ts';
import type { TrainingSpecification } from '../../../main/contract/specification.ts';
import { fullPlan, saftPlan } from '../../../main/lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../../main/lab/training/step.ts';
import { profileOf } from '../noise/profiles.ts';
import { float32Engines, graphBfloat16, graphFloat64 } from './engine-cases.ts';
import { referenceEngine } from './reference-engine.ts';
import { mixedNetwork, roughParameters } from './small-networks.ts';
import { stepInputs, trainingOf } from './step-inputs.ts';
import type { Engine } from '../../../main/lab/ops/engine.ts';

const network = mixedNetwork(0.3);
const parameters = roughParameters(network);

interface StepCase {
  readonly title: string;
  readonly plan: TrainingPlan;
  readonly profile: Profile;
  readonly training: TrainingSpecification;
}

const cases: readonly StepCase[] = [
  {
    title: 'noise injection, multiplicative Gaussian, SGD',
    plan: fullPlan(network),
    profile: profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 }),
    training: trainingOf(8, { optimizer: { kind: 'sgd', learningRate: 1, weightDecay: 0.01 }, labelSmoothing: 0.1 }),
  },
  {
    title: 'SAFT, additive uniform per channel on quantised weights, SGD',
    plan: saftPlan(network, { names: ['stem', 'head'] }, 'with-layer', []),
    profile: profileOf(
      { noise: 'uniform', mode: 'additive', halfRange: 0.05, reference: 'channelRange' },
      { quantization: { bits: 5, granularity: 'channel' } },
    ),
    training: trainingOf(8, { optimizer: { kind: 'sgd', learningRate: 1, momentum: 0.9 }, clip: { alpha: 2 } }),
  },
  {
    title: 'noise injection, noise by conductance of each channel, SGD',
    plan: fullPlan(network),
    profile: profileOf({ noise: 'conductance', coefficients: [0.02, 0.08, -0.05], reference: 'channelMaxAbs' }),
    training: trainingOf(8, { optimizer: { kind: 'sgd', learningRate: 1 } }),
  },
];

/** State after one step */
async function stepped(engine: Engine, { plan, profile, training }: StepCase): Promise<Record<string, Float32Array>> {
  const shapes = trainingState(network, plan, training);
  const program = trainingStepProgram({ network, plan, training, profile, seed: 4 });
  const session = engine.open(shapes, { step: program }, startingState(shapes, parameters));
  const { loss } = await session.run('step', stepInputs(network, training, 5));
  const state = await session.read();
  session.dispose();
  return { ...state, loss };
}

const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const engines = [
  ...float32Engines.map((engineCase) => ({ ...engineCase, tolerance: 1e-4 })),
  { ...graphFloat64, tolerance: 2e-6 },
  // Gradients of activations with eight significant bits
  { ...graphBfloat16, tolerance: 0.1 },
];

/** Before a batch-norm a bias has no gradient but rounding errors, which are no scale to measure by. */
const floorOf = { float32: 1e-3, float64: 1e-3, bfloat16: 0.02 };

describe.each(engines)('one noisy step on $title', ({ missing, open, tolerance, precision }) => {
  test.skipIf(missing).each(cases)("$title: the reference's weights", async (given) => {
    const expected = await stepped(referenceEngine, given);
    const found = await stepped(await open(), given);
    const floor = floorOf[precision];
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected)) {
      const start = parameters[name] ?? new Float32Array(values.length);
      // Against how far the tensor moved, where that is less than its size: the step itself has to be right
      const scale = Math.min(largest(values), largest(values.map((value, i) => value - start[i])) || largest(values));
      const difference = largest(values.map((value, i) => value - found[name][i]));
      expect(difference / Math.max(scale, floor), name).toBeLessThan(tolerance);
    }
  });
});
