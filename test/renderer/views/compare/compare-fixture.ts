import type { Estimate } from '../../../../main/contract/estimate.ts';
import type { FrontComparison, FrontPoint } from '../../../../main/contract/front-results.ts';
import type { MethodComparison, RateHistory, StudyComparison } from '../../../../main/contract/results.ts';
import type { MethodSpecification } from '../../../../main/contract/specification.ts';

/*
 * A tiny study that nobody has run: noise injection, SAFT and LaNMax at two fault rates each, three seeds. Its numbers are
 * made up, so that every kind of interval is among them.
 */

export function estimate(value: number, half: number, over: Estimate['over'] = 'seeds', n = 3): Estimate {
  return { value, low: value - half, high: value + half, confidence: 0.95, over, n };
}

export function resampled(value: number, low: number, high: number): Estimate {
  return { value, low, high, confidence: 0.95, over: 'resamples', n: 2000 };
}

const layers = ['conv1', 'fc1', 'fc2'];
const firstRun: Readonly<Record<string, number>> = {
  'noise injection p=0.001': 2,
  'noise injection p=0.01': 5,
  'SAFT k=1, p=0.001': 8,
  'SAFT k=1, p=0.01': 11,
  'LaNMax λ=1': 14,
  'LaNMax λ=4': 17,
};

function method(
  label: string,
  accuracy: number,
  configuration: MethodSpecification,
  more: Partial<MethodComparison> = {},
): MethodComparison {
  const isSaft = configuration.method === 'saft';
  return {
    method: configuration.method,
    label,
    configuration,
    recovered: estimate(accuracy, 0.0123),
    recoveredClean: estimate(0.975, 0.0021),
    seeds: [1, 2, 3].map((seed) => ({
      seed,
      runId: firstRun[label]! + seed - 1,
      accuracy: accuracy + (seed - 2) / 200,
    })),
    plan: {
      trained: isSaft ? ['fc2'] : layers,
      frozen: isSaft ? ['conv1', 'fc1'] : [],
      trainedBatchNorms: [],
      reason: isSaft ? 'the highest by std' : '',
      speedupBound: isSaft ? 2.64 : 1,
    },
    ...(isSaft ? { chosenBy: 'std' as const, speedup: estimate(2.1, 0.38) } : { speedup: estimate(1, 0) }),
    timing: {
      ...{ forwardMs: 3, noiseMs: 1, inputGradientsMs: 2, weightGradientsMs: 1, updateMs: 1 },
      ...{ totalMs: isSaft ? 4 : 8, fullStepMs: 8, samples: 27, batch: 128 },
    },
    ...more,
  };
}

const tested = (against: string, value: number, half: number): Pick<MethodComparison, 'pairedTest'> => ({
  pairedTest: {
    ...{ against, pairs: 3, n: 3, pValue: 0.25, smallestPossiblePValue: 0.25, exact: true },
    difference: estimate(value, half),
  },
});

const lanmax = (tradeoff: number): MethodSpecification => ({
  ...{ method: 'lanmax', tradeoff, surrogate: 'ratio', bestLossFloor: 0.01, space: 'linear', until: 0.75 },
  perturbation: { kind: 'uniform', halfRange: 0.03 },
  noiseDecay: { factor: 0, at: 'before-normalisation' },
  outer: { learningRate: 0.02, momentum: 0.9, nesterov: true, schedule: 'training' },
  rates: { initial: 0.01, minimum: 0.001, maximum: 0.45 },
});

const saft = (rate: number): MethodSpecification => ({
  ...{ method: 'saft', rate, batchNorm: 'frozen' },
  layers: { by: 'std', k: 1 },
});

export const methods: readonly MethodComparison[] = [
  method('noise injection p=0.001', 0.9721, { method: 'noise-injection', rate: 0.001 }),
  method(
    'noise injection p=0.01',
    0.8813,
    { method: 'noise-injection', rate: 0.01 },
    tested('noise injection p=0.001', -0.0908, 0.021),
  ),
  method('SAFT k=1, p=0.001', 0.9644, saft(0.001), tested('noise injection p=0.001', -0.0077, 0.0015)),
  method('SAFT k=1, p=0.01', 0.8504, saft(0.01), tested('noise injection p=0.01', -0.0309, 0.031)),
  method('LaNMax λ=1', 0.9702, lanmax(1), tested('noise injection p=0.001', -0.0019, 0.0034)),
  method('LaNMax λ=4', 0.9188, lanmax(4), tested('noise injection p=0.001', -0.0533, 0.012)),
];

function point(label: string, energy: Estimate, flags: Pick<FrontPoint, 'dominated' | 'dominatedByAny'>): FrontPoint {
  const found = methods.find((each) => each.label === label)!;
  const rates = label.startsWith('LaNMax') ? [0.001, 0.012, 0.05] : layers.map(() => Number(/p=(.*)/.exec(label)![1]));
  return {
    ...{ profile: '8-bit memory', label, architecture: 'lenet5', energy },
    accuracy: found.recovered,
    seeds: found.seeds.map(({ seed, runId, accuracy }) => ({
      ...{ seed, runId, accuracy, energy: energy.value },
      draws: [accuracy - 0.01, accuracy + 0.01],
    })),
    ...flags,
    memory: {
      layers: layers.map((layer, index) => ({
        ...{ layer, weights: 100 * 10 ** index, bits: 8, rate: rates[index]!, energyPerBit: 0.4 },
      })),
      ...{ energy: 1, reliableEnergy: 2, float16Energy: 4, float32Energy: 8 },
    },
  };
}

const own = { dominated: false, dominatedByAny: false };
const byOthers = { dominated: false, dominatedByAny: true };

export const fronts: FrontComparison = {
  reference: { architecture: 'lenet5', weights: 11_100, bits: 8 },
  fronts: [
    {
      method: 'noise-injection',
      points: [
        point('noise injection p=0.01', estimate(0.3598, 0), byOthers),
        point('noise injection p=0.001', estimate(0.5397, 0), own),
      ],
      hypervolume: resampled(0.6443, 0.6405, 0.6476),
    },
    {
      method: 'saft',
      points: [
        point('SAFT k=1, p=0.01', estimate(0.3598, 0), byOthers),
        point('SAFT k=1, p=0.001', estimate(0.5397, 0), byOthers),
      ],
      hypervolume: resampled(0.6153, NaN, NaN),
    },
    {
      method: 'lanmax',
      points: [point('LaNMax λ=4', estimate(0.337, 0.0157), own), point('LaNMax λ=1', estimate(0.4165, 0.0743), own)],
      hypervolume: resampled(0.6876, 0.681, 0.6952),
    },
  ],
  savings: [
    { method: 'lanmax', against: 'noise-injection', accuracy: 0.9702, factor: resampled(1.29, 0, Infinity) },
    { method: 'lanmax', against: 'noise-injection', accuracy: 0.9652, factor: resampled(1.27, 1.1, 1.42) },
    { method: 'lanmax', against: 'noise-injection', accuracy: 0.9188, factor: resampled(1.29, 1.22, Infinity) },
    { method: 'saft', against: 'noise-injection', accuracy: 0.9644, factor: resampled(0.97, 0.91, 0.99) },
  ],
  gains: [
    { method: 'lanmax', against: 'noise-injection', energy: 0.36, gain: resampled(0.0531, 0.02, 0.0799) },
    { method: 'lanmax', against: 'noise-injection', energy: 0.4, gain: resampled(0.041, -Infinity, 0.06) },
    { method: 'lanmax', against: 'noise-injection', energy: 0.4165, gain: resampled(0.0605, 0.05, 0.07) },
  ],
  resamples: 2000,
};

const update = (epoch: number, rates: readonly number[]): RateHistory['updates'][number] => ({
  epoch,
  layers: layers.map((layer, index) => ({
    ...{ layer, rate: rates[index]!, slope: -0.013 + index / 50, standardError: index === 2 ? Infinity : 0.016 },
  })),
  energy: 0.5 / epoch,
  bestLoss: 0.2,
});

const history = (seed: number): RateHistory => ({
  ...{ profile: '8-bit memory', label: 'LaNMax λ=1', seed, runId: firstRun['LaNMax λ=1']! + seed - 1 },
  updates: [update(1, [0.01, 0.011, 0.009]), update(2, [0.001, 0.012, 0.05])],
  memory: { ...fronts.fronts[2]!.points[1]!.memory!, geometricMeanRate: 0.0431 },
});

const ladder = [
  { stage: 'clean' as const, accuracy: estimate(0.9682, 0.0034, 'images', 10_000) },
  { stage: 'quantised' as const, accuracy: estimate(0.9678, 0.0035, 'images', 10_000) },
  { stage: 'noisy' as const, accuracy: estimate(0.891, 0.0239, 'draws', 24) },
  ...methods.flatMap(({ label, recovered, recoveredClean }) => [
    { stage: 'recovered-clean' as const, label, accuracy: recoveredClean! },
    { stage: 'recovered' as const, label, accuracy: recovered },
  ]),
];

export const comparison: StudyComparison = {
  study: {
    id: 7,
    name: 'Made up',
    createdAt: '2026-01-02T03:04:05Z',
    hash: 'ab12',
    runs: { finished: 19, stopped: 1 },
  },
  architecture: 'lenet5',
  data: 'glyphs (built in), 10,000 test images',
  engines: ['graph, float32, tensorflow 2.21.0'],
  profiles: [
    {
      label: '8-bit memory',
      profile: {
        quantization: { scheme: 'symmetric', bits: 8, granularity: 'layer', rounding: 'half-even' },
        memory: {
          ...{ rate: 0.003, zeroToOne: 1, oneToZero: 1, layers: {}, encoding: 'twos-complement' },
          energy: { model: 'exponential', a: 12.8 },
        },
        weights: { noise: 'none' },
        warnings: [],
        except: [],
      },
      ladder,
      sensitivity: layers.map((layer, index) => ({
        ...{ metric: 'std', layer, value: 0.2 + 0.6 * index, standardError: 0.07, n: 8, seed: 0, seconds: 0.2 },
      })),
      methods,
    },
  ],
  fronts,
  faultCurves: [
    {
      ...{ profile: '8-bit memory', label: 'noise injection p=0.01', method: 'noise-injection', kind: 'rate' },
      points: [0, 0.001, 0.01, 0.1].map((rate) => ({ rate, accuracy: estimate(0.95 - 4 * rate, 0.012) })),
    },
    {
      ...{ profile: '8-bit memory', label: 'noise injection p=0.01', method: 'noise-injection', kind: 'layer' },
      points: layers.map((layer, index) => ({ rate: 0.5, layer, accuracy: estimate(0.2 + 0.1 * index, 0.02) })),
    },
  ],
  rateHistories: [history(1), history(2)],
  unfinished: [
    {
      ...{ id: 20, studyId: 7, studyName: 'Made up', kind: 'train', profile: '8-bit memory', method: 'LaNMax λ=16' },
      ...{ seed: 1, status: 'stopped', fraction: 0.4 },
    },
  ],
};
