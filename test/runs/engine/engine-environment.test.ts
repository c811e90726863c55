import { expect, test, vi } from 'vitest';
import { engineEnvironment } from '../../../main/runs/engine/engine-environment.ts';

vi.mock('node:os', () => ({ availableParallelism: () => 6 }));

test('a run alone may use all cores, as TensorFlow does by itself', () => {
  expect(engineEnvironment({ PATH: '/bin' })).toEqual({ PATH: '/bin', TF_CPP_MIN_LOG_LEVEL: '2' });
  expect(engineEnvironment({ PATH: '/bin' }, 1)).toEqual({ PATH: '/bin', TF_CPP_MIN_LOG_LEVEL: '2' });
});

test.each([
  [2, '3'],
  [4, '1'],
  [6, '1'],
  [100, '1'],
])('%i runs have %s threads each for an operation', (parallel, threads) => {
  expect(engineEnvironment({}, parallel)).toEqual({ TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: threads });
});

test('what the user has set stays, and what was given is not changed', () => {
  const own = { TF_CPP_MIN_LOG_LEVEL: '0', TF_NUM_INTRAOP_THREADS: '5' };
  expect(engineEnvironment(own, 2)).toEqual(own);
  expect(engineEnvironment(own, 2)).not.toBe(own);
  expect(engineEnvironment({ TF_CPP_MIN_LOG_LEVEL: '0' }, 2)).toEqual({
    TF_CPP_MIN_LOG_LEVEL: '0',
    TF_NUM_INTRAOP_THREADS: '3',
  });
});
