import { expect, test } from 'vitest';
import type { BenchResult } from '../../main/contract/bench.ts';
import type { RunDetails } from '../../main/contract/results.ts';
import { benchReport } from '../../main/report/bench-report.ts';
import { runReport } from '../../main/report/run-report.ts';
import { sensitivityReport } from '../../main/report/study-report.ts';
import { faultAccuracy, history, memory } from './memory-fixture.ts';
import { run, saft, score, timing } from './comparison-fixture.ts';

const bench: BenchResult = {
  provenance: { engine: 'graph', precision: 'float32', versions: { tensorflow: '2.21.0' }, checksums: {} },
  architecture: 'resnet20-cifar',
  batch: 128,
  cores: 2,
  inferenceMs: 59.2,
  peakMemoryBytes: 1_210_000_000,
  rows: [
    { label: 'everything', timing: timing([60, 8, 57, 55, 4], 184), speedup: 1, speedupBound: 1 },
    { label: 'last two', timing: timing([59, 2, 1, 0.5, 0.1], 184), speedup: 2.939, speedupBound: 2.99 },
  ],
};

test('a bench says what it ran on, what it measured and what the arithmetic allows', () => {
  const text = benchReport(bench);
  expect(`\n${text}\n`).toBe(`
engine          graph, float32, tensorflow 2.21.0
network         resnet20-cifar, batch 128, 2 cores
forward alone   59.2 ms
steps a second  5.43
peak memory     1.21 GB

ms a step   forward  noise  input grad.  weight grad.  update  step  speed-up  bound
──────────  ───────  ─────  ───────────  ────────────  ──────  ────  ────────  ─────
everything       60      8           57            55       4   184     1.00×  1.00×
last two       59.0    2.0          1.0           0.5     0.1  62.6     2.94×  2.99×
Medians over 30 steps, batch 128. Parts are differences of medians, timed in turn: they need not add up to the step.
`);
});

test('a bench says what was measured in turn: steps of another program, epochs of LaNMax', () => {
  const beside = { command: 'python step.py', pairs: [{ oursMs: 180, theirsMs: 240 }], ratio: 0.75 };
  const lanmax = {
    stepsPerEpoch: 30,
    layers: 12,
    epochs: [
      { uniformMs: 4000, lanmaxMs: 4100 },
      { uniformMs: 5000, lanmaxMs: 4990 },
      { uniformMs: 4000, lanmaxMs: 4032 },
    ],
    ratio: 1.008,
  };
  const text = benchReport({ ...bench, beside, lanmax });
  expect(text.startsWith(`${benchReport(bench)}\n\n`)).toBe(true);
  expect(text.slice(benchReport(bench).length)).toBe(`

Our step beside that of \`python step.py\`, in turn: 180 ms beside 240 ms (0.750); median ratio 0.750.

An epoch of LaNMax beside one under a single fault rate, binary weights, 12 layers, 30 steps in turn: \
1.025, 0.998, 1.008 of its time; median 1.008.`);
  expect(benchReport({ ...bench, lanmax })).not.toContain('Our step');
  expect(benchReport({ ...bench, beside })).not.toContain('LaNMax');
});

test('sensitivities say which layers each metric would train', () => {
  const text = sensitivityReport({
    architecture: 'lenet5',
    batch: 128,
    draws: 8,
    profiles: [
      {
        label: 'multiplicative',
        scores: [score('conv1', 0.5), score('fc1', 0.1), { ...score('conv1', 0.03, 0.002), metric: 'kl' }],
        chosen: [{ metric: 'std', layers: ['conv1'], reason: 'the highest by std' }],
      },
    ],
  });
  expect(`\n${text}\n`).toBe(`
Sensitivity of lenet5, batch 128, draws 8

Profile multiplicative
══════════════════════

rank  layer            std  trains
────  ─────  ─────────────  ──────
   1  conv1  0.500 ± 0.010  *
   2  fc1    0.100 ± 0.010
± is one standard error over 8 noise draws; 0.8 s for all layers.

rank  layer               kl
────  ─────  ───────────────
   1  conv1  0.0300 ± 0.0020
± is one standard error over 8 noise draws; 0.8 s for all layers.

By std (the highest by std): conv1.
`);
});

const details: RunDetails = {
  ...run,
  status: 'failed',
  error: { name: 'LabError', code: 'not-finite', message: 'The loss became NaN.', nextStep: 'Lower the rate.' },
  configuration: {} as RunDetails['configuration'],
  hash: 'c0ffee',
  provenance: {
    engine: 'graph',
    precision: 'float32',
    versions: { tensorflow: '2.21.0' },
    checksums: { weights: 'ab12' },
    application: '0.1.0',
    node: '24.21.0',
    platform: 'linux x64',
    processor: 'some',
    cores: 2,
    memoryBytes: 8e9,
    command: 'npm run -s lab -- run s.yaml',
  },
  accuracies: [{ stage: 'clean', accuracy: 0.9, low: 0.88, high: 0.92, confidence: 0.95, draws: [0.9], images: 1017 }],
  sensitivity: [],
  plan: saft.plan,
  memory,
  rateUpdates: history.updates,
  faultAccuracies: [faultAccuracy(0.02, 0.87), faultAccuracy(0.5, 0.31, 'fc')],
  checkpoints: [{ position: { epoch: 1, step: 40 }, sha256: 'd00d', bytes: 1_200_000, final: false }],
  latestMetrics: [{ series: 'loss', step: 40, value: 0.34567 }],
};

test('a run tells its cause of failure, its provenance and its checkpoints', () => {
  const text = runReport(details);
  for (const part of [
    'status         failed, 40 % done',
    'error          The loss became NaN.',
    'next step      Lower the rate.',
    'loss           0.3457 at step 40',
    'engine         graph, float32, tensorflow 2.21.0',
    'repeat with    npm run -s lab -- run s.yaml',
    '  weights      ab12',
    'clean  90.0 ± 2.0 %      1    1017',
    'fc       3,000     1         0.1            18.0     1  -0.81 ± 0.09',
    'Memory energy: 27.0 % of the same bits in reliable memory, 1.69 % of 16-bit and 0.843 % of 32-bit numbers.',
    'The rates were moved 2 times, last after epoch 2; lowest loss of a mini-batch until then: 0.1230.',
    'every layer         0.02  87.0 ± 1.0 %      1    1000',
    'fc alone             0.5  31.0 ± 1.0 %      1    1000',
    'epoch 1, step 40  1.20 MB  d00d',
  ]) {
    expect(text).toContain(part);
  }
});

test('a run that has not come so far as its memory tells where its rates were moved to, and how surely', () => {
  const [update] = history.updates;
  const [first, second] = update!.layers;
  const layers = [first!, { ...second!, slope: 0, standardError: Infinity }];
  const text = runReport({ ...details, status: 'stopped', memory: undefined, rateUpdates: [{ ...update!, layers }] });
  expect(text).toContain(`
layer  fault rate      slope
─────  ──────────  ─────────
conv1       0.002  3.2 ± 0.4
fc           0.05  not known
± is one standard error. Memory energy at these rates: 40.0 % of reliable memory.
The rates were moved 1 time, last after epoch 1; lowest loss of a mini-batch until then: 0.1230.
`);
  expect(runReport({ ...details, memory: undefined, rateUpdates: [] })).not.toContain('emory energy');
});
