import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { optimizerSchema, trainingSchema, type OptimizerSpecification } from '../../../main/contract/specification.ts';
import { optimizerUpdate, slotNames, slotShapes, updateScalars } from '../../../main/lab/training/optimizer.ts';
import { fullPlan } from '../../../main/lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../../main/lab/training/step.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';
import { float32Engines } from './engine-cases.ts';
import { runOnReference } from './reference-engine.ts';
import { linearNetwork } from './small-networks.ts';

interface Fixture {
  readonly rates: readonly number[];
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly updates: readonly {
    readonly optimizer: OptimizerSpecification;
    readonly parameters: readonly (readonly number[])[];
  }[];
  readonly training: {
    readonly images: readonly (readonly number[])[];
    readonly labels: readonly number[];
    readonly weight: readonly (readonly number[])[];
    readonly bias: readonly number[];
    readonly labelSmoothing: number;
    readonly runs: readonly {
      readonly optimizer: OptimizerSpecification;
      readonly steps: readonly { readonly loss: number; readonly weight: number[]; readonly bias: number[] }[];
    }[];
  };
}

const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/optimizers/updates.json', import.meta.url), 'utf8'),
) as Fixture;

const titled = <T extends { readonly optimizer: OptimizerSpecification }>(rows: readonly T[]) =>
  rows.map((row) => ({ title: JSON.stringify(row.optimizer), ...row }));

describe("updates of PyTorch's optimisers, float64", () => {
  test.each(titled(fixture.updates))('$title', ({ optimizer, parameters }) => {
    const shape = [fixture.start.length];
    let parameter = tensor(fixture.start, shape);
    let slots: readonly ReferenceTensor[] = slotNames(optimizer, 'w').map(() => ops.zeros(shape));
    fixture.gradients.forEach((gradient, step) => {
      const { rate, secondMomentScale } = updateScalars(optimizer, fixture.rates[step], step + 1);
      const update = optimizerUpdate(
        ops,
        optimizer,
        parameter,
        tensor(gradient, shape),
        slots,
        scalar(rate),
        scalar(secondMomentScale),
      );
      ({ parameter, slots } = update);
      expect(slots.length).toBe(slotNames(optimizer, 'w').length);
      parameters[step].forEach((expected, i) => expect(Math.abs(parameter.values[i] - expected)).toBeLessThan(1e-12));
    });
  });
});

describe('training a linear classifier as PyTorch does', () => {
  const { images, labels, weight, bias, labelSmoothing, runs } = fixture.training;
  const network = linearNetwork(weight.length, bias.length);
  const plan = fullPlan(network);
  const start = { 'head.weight': Float32Array.from(weight.flat()), 'head.bias': Float32Array.from(bias) };
  const inputsAt = (optimizer: OptimizerSpecification, step: number) => {
    const { rate, secondMomentScale } = updateScalars(optimizer, fixture.rates[step], step + 1);
    return {
      images: Float32Array.from(images.flat()),
      labels: Int32Array.from(labels),
      draw: Int32Array.of(step),
      rate: Float32Array.of(rate),
      secondMomentScale: Float32Array.of(secondMomentScale),
    };
  };
  const setup = (optimizer: OptimizerSpecification) => {
    const training = trainingSchema.parse({ epochs: 1, batch: labels.length, optimizer, labelSmoothing });
    const shapes = trainingState(network, plan, training);
    return { shapes, program: trainingStepProgram({ network, plan, training, seed: 1 }) };
  };

  test.each(titled(runs))('in float64: $title', ({ optimizer, steps }) => {
    const { shapes, program } = setup(optimizer);
    // Not through float32, where the fixture's numbers would be rounded
    let state: Record<string, ReferenceTensor> = Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, ops.zeros(shape)]),
    );
    state['head.weight'] = tensor(weight.flat(), shapes['head.weight']);
    state['head.bias'] = tensor(bias, shapes['head.bias']);
    steps.forEach((expected, step) => {
      const { rate, secondMomentScale } = updateScalars(optimizer, fixture.rates[step], step + 1);
      const inputs = {
        images: images.flat(),
        labels,
        draw: [step],
        rate: [rate],
        secondMomentScale: [secondMomentScale],
      };
      const { outputs, updates } = runOnReference(program, inputs, state);
      state = { ...state, ...updates };
      expect(Math.abs(outputs['loss'].values[0] - expected.loss)).toBeLessThan(1e-10);
      expected.weight.forEach((value, i) =>
        expect(Math.abs(state['head.weight'].values[i] - value)).toBeLessThan(1e-10),
      );
      expected.bias.forEach((value, i) => expect(Math.abs(state['head.bias'].values[i] - value)).toBeLessThan(1e-10));
    });
  });

  describe.each(float32Engines)('on $title', ({ missing, open }) => {
    test.skipIf(missing).each(titled(runs))('$title', async ({ optimizer, steps }) => {
      const { shapes, program } = setup(optimizer);
      const session = (await open()).open(shapes, { step: program }, startingState(shapes, start));
      for (const [step, expected] of steps.entries()) {
        const { loss } = await session.run('step', inputsAt(optimizer, step));
        const state = await session.read();
        expect(Math.abs(loss[0] - expected.loss)).toBeLessThan(1e-5);
        expected.weight.forEach((value, i) => expect(Math.abs(state['head.weight'][i] - value)).toBeLessThan(1e-5));
        expected.bias.forEach((value, i) => expect(Math.abs(state['head.bias'][i] - value)).toBeLessThan(1e-5));
      }
      session.dispose();
    });
  });
});

describe('slots', () => {
  const optimizers: [object, string[]][] = [
    [{ kind: 'sgd', learningRate: 1 }, []],
    [{ kind: 'sgd', learningRate: 1, momentum: 0.9 }, ['sgd.velocity/conv1.weight']],
    [{ kind: 'adam', learningRate: 1 }, ['adam.first/conv1.weight', 'adam.second/conv1.weight']],
  ];

  test.each(optimizers)('%o', (given, names) => {
    const optimizer = optimizerSchema.parse(given);
    expect(slotNames(optimizer, 'conv1.weight')).toEqual(names);
    const shapes = slotShapes(optimizer, { 'conv1.weight': [3, 3, 2, 4] });
    expect(shapes).toEqual(Object.fromEntries(names.map((name) => [name, [3, 3, 2, 4]])));
  });

  test('of a session are those of the parameters that train, and start at zero', () => {
    const network = linearNetwork(3, 2);
    const plan = fullPlan(network);
    const training = trainingSchema.parse({ epochs: 1, optimizer: { kind: 'adam', learningRate: 1 } });
    const state = trainingState(network, plan, training);
    expect(state).toEqual({
      'head.weight': [3, 2],
      'head.bias': [2],
      'adam.first/head.weight': [3, 2],
      'adam.second/head.weight': [3, 2],
      'adam.first/head.bias': [2],
      'adam.second/head.bias': [2],
    });
    const weight = new Float32Array(6).fill(2);
    const started = startingState(state, { 'head.weight': weight, 'head.bias': new Float32Array(2), other: weight });
    expect(Object.keys(started).toSorted()).toEqual(Object.keys(state).toSorted());
    expect(started['head.weight']).toEqual(weight);
    expect(started['adam.second/head.weight']).toEqual(new Float32Array(6));
    const frozen = { ...plan, trained: [], frozen: ['head'] };
    expect(Object.keys(trainingState(network, frozen, training))).toEqual(['head.weight', 'head.bias']);
  });
});

test("Adam's bias corrections: the first step is the rate times the gradient's sign, whatever its size", () => {
  const optimizer = optimizerSchema.parse({ kind: 'adam', learningRate: 0.1, epsilon: 1e-12 });
  const { rate, secondMomentScale } = updateScalars(optimizer, 0.1, 1);
  const gradient = tensor([1e-3, -5, 1e4], [3]);
  const zeros = [ops.zeros([3]), ops.zeros([3])];
  const { parameter } = optimizerUpdate(
    ops,
    optimizer,
    ops.zeros([3]),
    gradient,
    zeros,
    scalar(rate),
    scalar(secondMomentScale),
  );
  [-0.1, 0.1, -0.1].forEach((expected, i) => expect(parameter.values[i]).toBeCloseTo(expected, 8));
});

test('SGD needs no scalars but the rate', () => {
  const optimizer = optimizerSchema.parse({ kind: 'sgd', learningRate: 0.5, momentum: 0.9 });
  expect(updateScalars(optimizer, 0.25, 7)).toEqual({ rate: 0.25, secondMomentScale: 1 });
});
