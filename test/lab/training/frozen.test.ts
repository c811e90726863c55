import { beforeAll, describe, expect, test } from 'vitest';
import type { TrainingPlan } from '../../../main/contract/run.ts';
import type { TrainingSpecification } from '../../../main/contract/specification.ts';
import type { Engine } from '../../../main/lab/ops/engine.ts';
import { fullPlan, saftPlan } from '../../../main/lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../../main/lab/training/step.ts';
import { profileOf } from '../noise/profiles.ts';
import { float32Engines, graphBfloat16 } from './engine-cases.ts';
import { mixedNetwork, roughParameters } from './small-networks.ts';
import { stepInputs, trainingOf } from './step-inputs.ts';

const network = mixedNetwork(0.2);
const parameters = roughParameters(network);
const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 });
const steps = 4;

const momentum = trainingOf(6, {
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
});
const adam = trainingOf(6, {
  optimizer: { kind: 'adam', learningRate: 0.01, weightDecay: 0.01 },
  clip: { alpha: 1.5 },
});

const normParameters = (norm: string) =>
  ['weight', 'bias', 'running_mean', 'running_var'].map((suffix) => `${norm}.${suffix}`);

const cases: readonly {
  readonly title: string;
  readonly plan: TrainingPlan;
  readonly training: TrainingSpecification;
  /** Parameters that may and must move */
  readonly moves: readonly string[];
}[] = [
  {
    title: 'the last layer alone',
    plan: saftPlan(network, { names: ['head'] }, 'frozen', []),
    training: momentum,
    moves: ['head.weight', 'head.bias'],
  },
  {
    title: 'the first and a middle layer, batch-norm frozen',
    plan: saftPlan(network, { names: ['stem', 'grouped'] }, 'frozen', []),
    training: adam,
    moves: ['stem.weight', 'stem.bias', 'grouped.weight'],
  },
  {
    title: 'a middle layer, batch-norm with it',
    plan: saftPlan(network, { names: ['depthwise'] }, 'with-layer', []),
    training: momentum,
    moves: ['depthwise.weight', ...normParameters('depthwise.bn')],
  },
  {
    title: 'everything',
    plan: fullPlan(network),
    training: adam,
    moves: Object.keys(network.parameters),
  },
];

describe.each([...float32Engines, graphBfloat16])(`after ${steps} steps on $title`, ({ missing, open }) => {
  let engine: Engine;
  beforeAll(async () => {
    if (!missing) engine = await open();
  });

  test.skipIf(missing).each(cases)('$title: that moves, all else is bit-equal', async ({ plan, training, moves }) => {
    const shapes = trainingState(network, plan, training);
    const start = startingState(shapes, parameters);
    const program = trainingStepProgram({ network, plan, training, profile, seed: 2 });
    const session = engine.open(shapes, { step: program }, start);
    for (let step = 0; step < steps; step++) await session.run('step', stepInputs(network, training, step));
    const after = await session.read();
    session.dispose();
    const changed = Object.keys(parameters).filter((name) => !sameBits(after[name], parameters[name]));
    expect(changed.toSorted()).toEqual([...moves].toSorted());
    for (const values of Object.values(after)) expect(values.every(Number.isFinite)).toBe(true);
    // Slots exist for what an optimiser moves, and nothing else
    const slots = Object.keys(shapes).filter((name) => !(name in parameters));
    const optimised = new Set(slots.map((slot) => slot.slice(slot.indexOf('/') + 1)));
    expect([...optimised].toSorted()).toEqual(moves.filter((name) => !name.includes('running')).toSorted());
  });
});

function sameBits(a: Float32Array, b: Float32Array): boolean {
  const [left, right] = [a, b].map((values) => new Int32Array(values.buffer, values.byteOffset, values.length));
  return left.length === right.length && left.every((word, i) => word === right[i]);
}

describe.each([...float32Engines, graphBfloat16])('stopping and going on with $title', ({ missing, open }) => {
  test.skipIf(missing)('from what was read gives the bits of never having stopped', async () => {
    const plan = fullPlan(network);
    const shapes = trainingState(network, plan, adam);
    const program = trainingStepProgram({ network, plan, training: adam, profile, seed: 2 });
    const engine = await open();
    const whole = engine.open(shapes, { step: program }, startingState(shapes, parameters));
    for (let step = 0; step < 2; step++) await whole.run('step', stepInputs(network, adam, step));
    const half = await whole.read();
    for (let step = 2; step < 4; step++) await whole.run('step', stepInputs(network, adam, step));
    const resumed = engine.open(shapes, { step: program }, half);
    for (let step = 2; step < 4; step++) await resumed.run('step', stepInputs(network, adam, step));
    const [expected, found] = [await whole.read(), await resumed.read()];
    expect(Object.keys(found).every((name) => sameBits(found[name], expected[name]))).toBe(true);
    expect(sameBits(half['head.weight'], found['head.weight'])).toBe(false);
    whole.dispose();
    resumed.dispose();
  });
});
