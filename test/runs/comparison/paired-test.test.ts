import { expect, test } from 'vitest';
import { pairedTest } from '../../../main/runs/comparison/paired-test.ts';
import type { TrainedRun } from '../../../main/runs/comparison/trained-runs.ts';
import { accuracy } from '../laboratory/stored-study.ts';

/** Runs of seeds 1, 2, … with these accuracies. */
const runs = (values: readonly number[], first = 1): readonly TrainedRun[] =>
  values.map((value, index) => {
    const event = accuracy('recovered', [value]);
    if (event.type !== 'accuracy') throw new Error('not an accuracy');
    return {
      ...{ runId: index, seed: first + index, profile: 'p', label: 'm', method: { method: 'plain' as const } },
      ...{ recovered: event.result, rateUpdates: [], faultAccuracies: [] },
    };
  });

test('is of the seeds that both have, and finds what intervals that overlap hide', () => {
  const before = [0.5, 0.6, 0.7, 0.8, 0.55, 0.65];
  const after = before.map((value, index) => value + 0.01 + 0.001 * index);
  expect(pairedTest(runs(after), runs(before), 'other', 0.95)).toMatchObject({
    ...{ against: 'other', pairs: 6, n: 6, pValue: 0.03125, smallestPossiblePValue: 0.03125, exact: true },
    difference: { value: expect.closeTo(0.0125), over: 'seeds', n: 6 },
  });
  expect(pairedTest(runs(after, 4), runs(before), 'other', 0.95)).toMatchObject({ pairs: 3 });
  expect(pairedTest(runs(after, 7), runs(before), 'other', 0.95)).toBeUndefined();
});
