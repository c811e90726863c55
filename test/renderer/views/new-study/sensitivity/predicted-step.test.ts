import { describe, expect, test } from 'vitest';
import type { Probe, TimeRange } from '../../../../../main/contract/workbench/specification.ts';
import {
  predictedStep,
  timedParts,
  timedSteps,
} from '../../../../../renderer/views/new-study/sensitivity/predicted-step.ts';

const range = (value: number, off = 0): TimeRange => ({ value, low: value - off, high: value + off });
const part = (more: Partial<Probe['parts'][number]>): Probe['parts'][number] => ({
  title: '',
  stepMs: range(10),
  steps: 1,
  runs: 1,
  seconds: range(1),
  kind: 'train',
  architecture: 'lenet5',
  arithmeticFraction: 1,
  ...more,
});

test('only trainings of the network itself under its hardware say what its step takes', () => {
  const parts = [
    part({ kind: 'pretrain', stepMs: range(5) }),
    part({ architecture: 'mlp-8', stepMs: range(1) }),
    part({ arithmeticFraction: 0.5, stepMs: range(7) }),
  ];
  const probe: Probe = { engine: '', precision: '', parts, otherSeconds: range(0), totalSeconds: range(0) };
  expect(timedSteps(probe, 'lenet5')).toEqual([{ fraction: 0.5, stepMs: range(7) }]);
  expect(timedSteps(undefined, 'lenet5')).toEqual([]);
});

describe('a step is predicted', () => {
  test('not at all without a timed one', () => {
    expect(predictedStep([], 0.5)).toBeUndefined();
  });

  test('as it was timed, where one does as much', () => {
    const steps = [
      { fraction: 1, stepMs: range(20, 1) },
      { fraction: 0.4, stepMs: range(9, 2) },
    ];
    expect(predictedStep(steps, 0.4)).toEqual({ by: 'timing', stepMs: range(9, 2), fullMs: range(20, 1) });
  });

  test('in proportion to a single timed one, of every layer or of some', () => {
    const { stepMs, fullMs, by } = predictedStep([{ fraction: 0.5, stepMs: range(10, 2) }], 0.25)!;
    expect(by).toBe('proportion');
    expect(stepMs).toEqual(range(5, 1));
    expect(fullMs).toEqual(range(20, 4));
  });

  test('on the line through two, which keeps what is no arithmetic', () => {
    // 4 ms and 16 ms for all of the arithmetic
    const steps = [
      { fraction: 1, stepMs: range(20) },
      { fraction: 0.5, stepMs: range(12) },
    ];
    const { stepMs, by } = predictedStep(steps, 0.75)!;
    expect(by).toBe('line');
    expect(stepMs.value).toBeCloseTo(16, 9);
    expect(predictedStep(steps, 0.25)!.stepMs.value).toBeCloseTo(8, 9);
  });

  test('by least squares through more, with a range that holds the value, never below 0', () => {
    const steps = [
      { fraction: 1, stepMs: { value: 20, low: 10, high: 21 } },
      { fraction: 0.6, stepMs: { value: 11, low: 10.9, high: 11.1 } },
      { fraction: 0.4, stepMs: { value: 8, low: 7, high: 30 } },
    ];
    const { stepMs } = predictedStep(steps, 0.8)!;
    expect(stepMs.value).toBeCloseTo(15.714, 3);
    expect(stepMs.low).toBeLessThanOrEqual(stepMs.value);
    expect(stepMs.high).toBeGreaterThanOrEqual(stepMs.value);
    const steep = [
      { fraction: 1, stepMs: range(20) },
      { fraction: 0.9, stepMs: range(10) },
    ];
    expect(predictedStep(steep, 0.1)!.stepMs.value).toBe(0);
  });
});

test('the time of a step does not depend on which layers train, nor on names and seeds', () => {
  const study = { model: { architecture: 'lenet5' }, training: { batch: 64 }, methods: [], seeds: [1] };
  expect(timedParts({ ...study, methods: [{ method: 'saft' }], seeds: [2], name: 'x' })).toBe(timedParts(study));
  expect(timedParts({ ...study, training: { batch: 32 } })).not.toBe(timedParts(study));
  expect(timedParts({ ...study, engine: { name: 'wasm' } })).not.toBe(timedParts(study));
});
