import { expect, test } from 'vitest';
import {
  engineDefaults,
  evaluationDefaults,
  integerQuantizationDefaults,
  memoryDefaults,
  sensitivityDefaults,
  trainingDefaults,
  withoutDefaults,
} from '../../../../../renderer/views/new-study/draft/defaults.ts';

test('defaults are those that docs/specification.md lists', () => {
  expect(trainingDefaults).toMatchObject({ batch: 128, labelSmoothing: 0, schedule: { kind: 'constant' } });
  expect(sensitivityDefaults).toEqual({ metrics: ['std'], batch: 128, draws: 8, seed: 0 });
  expect(evaluationDefaults).toMatchObject({ draws: 'auto', halfWidth: 0.005, maximumDraws: 64 });
  expect(engineDefaults).toEqual({ name: 'auto', precision: 'float32' });
  expect(memoryDefaults).toMatchObject({ rate: 0, energy: { model: 'exponential', a: 12.8 } });
  expect(integerQuantizationDefaults).toMatchObject({ scheme: 'symmetric', granularity: 'layer' });
});

test('what the defaults say is left out, and only that', () => {
  const written = withoutDefaults(
    { rate: 0.01, layers: {}, stuckAt: { rate: 0.1, toOne: 0.5 }, encoding: 'offset' },
    {
      ...memoryDefaults,
      stuckAt: { toOne: 0.5 },
    },
  );
  expect(written).toEqual({ rate: 0.01, stuckAt: { rate: 0.1 }, encoding: 'offset' });
});
