import type { FrontComparison, FrontPoint } from '../../main/contract/front-results.ts';
import type { MemorySummary, RateHistory, StudyComparison } from '../../main/contract/results.ts';
import type { FaultAccuracy } from '../../main/contract/run.ts';
import { comparison, estimate, noiseInjection } from './comparison-fixture.ts';

/** Two layers of one bit a weight, 1,000 and 3,000 weights. */
export const memory: MemorySummary = {
  layers: [
    { layer: 'conv1', weights: 1000, bits: 1, rate: 0.001, energyPerBit: 0.5397, bank: 0 },
    { layer: 'fc', weights: 3000, bits: 1, rate: 0.1, energyPerBit: 0.1799, bank: 1 },
  ],
  energy: 1079.4,
  reliableEnergy: 4000,
  float16Energy: 64000,
  float32Energy: 128000,
  // 0.001^(1/4) 0.1^(3/4)
  geometricMeanRate: 10 ** -1.5,
};

function point(label: string, energy: number, accuracy: number, half = 0.004): FrontPoint {
  return {
    profile: 'binary',
    label,
    architecture: 'wide-resnet-10-2',
    energy: estimate(energy, label.startsWith('LaNMax') ? 0.011 : 0, 'seeds', 3),
    accuracy: estimate(accuracy, half, 'seeds', 3),
    seeds: [1, 2, 3].map((seed) => ({ seed, runId: 10 + seed, accuracy, energy, draws: [accuracy, accuracy] })),
    dominated: label === 'uniform p=0.2',
    dominatedByAny: !label.startsWith('LaNMax'),
  };
}

const resampled = (value: number, low: number, high: number) => ({
  value,
  low,
  high,
  confidence: 0.95,
  over: 'resamples' as const,
  n: 2000,
});

export const fronts: FrontComparison = {
  reference: { architecture: 'wide-resnet-10-2', weights: 4000, bits: 1 },
  fronts: [
    { method: 'reliable', points: [point('reliable', 1, 0.9512)], hypervolume: resampled(0, 0, 0) },
    {
      method: 'uniform-bsc',
      points: [point('uniform p=0.2', 0.1257, 0.85), point('uniform p=0.01', 0.3598, 0.9431)],
      hypervolume: resampled(0.62, 0.61, 0.63),
    },
    {
      method: 'lanmax',
      points: [point('LaNMax λ=1, 2 banks', 0.303, 0.9512)],
      hypervolume: resampled(0.67, 0.655, 0.68),
    },
  ],
  savings: [
    { method: 'uniform-bsc', against: 'lanmax', accuracy: 0.9431, factor: resampled(0.84, 0.8, 0.9) },
    { method: 'lanmax', against: 'reliable', accuracy: 0.9512, factor: resampled(3.3, 0, 3.61) },
    { method: 'lanmax', against: 'uniform-bsc', accuracy: 0.9431, factor: resampled(1.19, 1.06, 1.32) },
    { method: 'uniform-bsc', against: 'reliable', accuracy: 0.9431, factor: resampled(2.78, NaN, NaN) },
  ],
  gains: [
    { method: 'lanmax', against: 'uniform-bsc', energy: 0.303, gain: resampled(0.0142, 0.0061, 0.023) },
    { method: 'reliable', against: 'lanmax', energy: 1, gain: resampled(0, -0.004, 0.004) },
  ],
  resamples: 2000,
};

export const history: RateHistory = {
  profile: 'binary',
  label: 'LaNMax λ=1, 2 banks',
  seed: 1,
  runId: 11,
  updates: [1, 2].map((epoch) => ({
    epoch,
    layers: [
      { layer: 'conv1', rate: 0.002, slope: 3.21, standardError: 0.42 },
      { layer: 'fc', rate: 0.05 * epoch, slope: -0.8123, standardError: 0.09 },
    ],
    energy: 0.4 / epoch,
    bestLoss: 0.123,
  })),
  memory,
};

export function faultAccuracy(rate: number, accuracy: number, layer?: string): FaultAccuracy {
  const rest = { low: accuracy - 0.01, high: accuracy + 0.01, confidence: 0.95, draws: [accuracy], images: 1000 };
  return {
    kind: layer === undefined ? 'rate' : 'layer',
    rate,
    ...(layer === undefined ? {} : { layer }),
    accuracy,
    ...rest,
  };
}

const { noise, ladder } = comparison.profiles[0]!;

/** A study of memories alone: nothing prepared, so neither sensitivities nor an accuracy before training. */
export const memoryComparison: StudyComparison = {
  ...comparison,
  architecture: 'wide-resnet-10-2',
  profiles: [
    {
      label: 'binary',
      profile: {
        quantization: { scheme: 'binary', scale: 'he', clip: 1 },
        weights: { noise: 'none' },
        warnings: [],
        except: [],
      },
      ladder: ladder.slice(2, 3),
      sensitivity: [],
      noise: noise && { ...noise, layers: [] },
      methods: ['reliable', 'LaNMax λ=1, 2 banks'].map((label) => ({
        ...noiseInjection,
        method: label === 'reliable' ? label : 'lanmax',
        label,
      })),
    },
  ],
  fronts,
  faultCurves: [
    {
      profile: 'binary',
      label: 'uniform p=0.01',
      method: 'uniform-bsc',
      kind: 'rate',
      points: [0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2].map((rate) => ({
        rate,
        accuracy: estimate(0.95 - rate, 0.003, 'seeds', 3),
      })),
    },
    {
      profile: 'binary',
      label: 'uniform p=0.01',
      method: 'uniform-bsc',
      kind: 'layer',
      points: ['conv1', 'fc'].map((layer, index) => ({
        rate: 0.5,
        layer,
        accuracy: estimate(0.2 + 0.5 * index, 0.021, 'seeds', 3),
      })),
    },
  ],
  rateHistories: [history, { ...history, seed: 2, runId: 12 }],
  unfinished: [],
};
