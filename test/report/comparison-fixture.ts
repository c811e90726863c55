import type { Estimate } from '../../main/contract/estimate.ts';
import type { MethodComparison, RunSummary, StudyComparison } from '../../main/contract/results.ts';
import type { SensitivityScore, StepTiming } from '../../main/contract/run.ts';

export function estimate(value: number, halfWidth: number, over: Estimate['over'], n: number): Estimate {
  return { value, low: value - halfWidth, high: value + halfWidth, confidence: 0.95, over, n };
}

export function timing(parts: readonly [number, number, number, number, number], fullStepMs: number): StepTiming {
  const [forwardMs, noiseMs, inputGradientsMs, weightGradientsMs, updateMs] = parts;
  const totalMs = parts.reduce((sum, part) => sum + part, 0);
  return {
    forwardMs,
    noiseMs,
    inputGradientsMs,
    weightGradientsMs,
    updateMs,
    totalMs,
    fullStepMs,
    samples: 30,
    batch: 128,
  };
}

export function score(layer: string, value: number, standardError = 0.01, n = 8): SensitivityScore {
  return { metric: 'std', layer, value, standardError, n, seed: 0, seconds: 0.84 };
}

export const noiseInjection: MethodComparison = {
  method: 'noise-injection',
  label: 'noise injection',
  recovered: estimate(0.9072, 0.0041, 'seeds', 3),
  recoveredClean: estimate(0.911, 0.003, 'seeds', 3),
  seeds: [
    { seed: 1, runId: 2, accuracy: 0.906 },
    { seed: 2, runId: 3, accuracy: 0.9075 },
    { seed: 3, runId: 4, accuracy: 0.9081 },
  ],
  plan: { trained: ['a', 'b', 'c'], frozen: [], trainedBatchNorms: [], reason: 'every layer trains', speedupBound: 1 },
  timing: timing([60, 8, 57, 55, 4], 184),
};

export const saft: MethodComparison = {
  method: 'saft',
  label: 'SAFT k=2',
  recovered: estimate(0.9051, 0.0062, 'seeds', 3),
  seeds: [
    { seed: 1, runId: 5, accuracy: 0.905 },
    { seed: 2, runId: 6, accuracy: 0.9049 },
    { seed: 3, runId: 7, accuracy: 0.9054 },
  ],
  plan: {
    trained: ['a', 'c'],
    frozen: ['b'],
    trainedBatchNorms: [],
    reason: 'the 2 highest by std',
    speedupBound: 1.4642,
  },
  chosenBy: 'std',
  timing: timing([60, 8, 57, 10, 1], 184),
  speedup: estimate(1.353, 0.02, 'seeds', 3),
  pairedTest: {
    against: 'noise injection',
    pairs: 3,
    n: 3,
    pValue: 0.25,
    smallestPossiblePValue: 0.25,
    exact: true,
    difference: estimate(-0.0021, 0.0025, 'seeds', 3),
  },
};

export const run: RunSummary = {
  id: 8,
  studyId: 1,
  studyName: 'Small',
  kind: 'train',
  profile: 'additive',
  method: 'SAFT k=2',
  seed: 1,
  status: 'stopped',
  fraction: 0.4,
  startedAt: '2026-01-02T03:04:05Z',
  durationSeconds: 80,
};

export const comparison: StudyComparison = {
  study: { id: 1, name: 'Small', createdAt: '2026-01-02T03:04:05Z', hash: 'ab12', runs: { finished: 7, stopped: 1 } },
  architecture: 'resnet20-cifar',
  data: 'CIFAR-10, 1,017 test images',
  engines: ['graph, float32, tensorflow 2.21.0'],
  profiles: [
    {
      label: 'multiplicative',
      profile: {
        weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05, reference: 'absolute' },
        warnings: ['a number is doubtful'],
        except: [],
      },
      ladder: [
        { stage: 'clean', accuracy: estimate(0.9164, 0.017, 'images', 1017) },
        { stage: 'noisy', accuracy: estimate(0.8823, 0.0034, 'draws', 12) },
        { stage: 'recovered', label: 'noise injection', accuracy: noiseInjection.recovered },
        { stage: 'recovered', label: 'SAFT k=2', accuracy: saft.recovered },
      ],
      sensitivity: [score('a', 0.51), score('b', 0.123), score('c', 1.2345)],
      noise: {
        layers: [
          { layer: 'a', asked: 0.05, measured: 0.0501, weights: 432 },
          { layer: 'b', asked: 0.05, measured: 0.0498, weights: 2304 },
        ],
        matmulLayers: 3,
      },
      methods: [noiseInjection, saft],
    },
  ],
  faultCurves: [],
  rateHistories: [],
  unfinished: [run],
};
