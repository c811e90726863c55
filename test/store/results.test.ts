import { describe, expect, test } from 'vitest';
import type {
  AccuracyResult,
  MetricPoint,
  SensitivityScore,
  StepTiming,
  TrainingPlan,
} from '../../main/contract/run.ts';
import { startedRun } from './support.ts';

const loss = (step: number, value: number): MetricPoint => ({ series: 'loss', step, value });

describe('metrics', () => {
  test('are read by series, in the order of steps', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'metrics', points: [loss(20, 1.5), { series: 'accuracy', step: 10, value: 0.5 }, loss(10, 2)] });
    record({ type: 'metrics', points: [loss(30, 1)] });
    expect(workspace.metrics.read(runId, 'loss')).toEqual([
      { step: 10, value: 2 },
      { step: 20, value: 1.5 },
      { step: 30, value: 1 },
    ]);
    expect(workspace.metrics.read(runId, 'loss', { afterStep: 10 }).map((point) => point.step)).toEqual([20, 30]);
    expect(workspace.metrics.read(runId, 'validation-loss')).toEqual([]);
    expect([...workspace.metrics.series(runId)].sort()).toEqual(['accuracy', 'loss']);
  });

  test('of a repeated step are replaced', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'metrics', points: [loss(1, 5), loss(2, 4)] });
    record({ type: 'metrics', points: [loss(2, 3)] });
    expect(workspace.metrics.read(runId, 'loss').map((point) => point.value)).toEqual([5, 3]);
  });

  test('keep NaN and infinity, as a diverging loss has them', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'metrics', points: [loss(1, Number.NaN), loss(2, Number.POSITIVE_INFINITY), loss(3, -1e-320)] });
    expect(workspace.metrics.read(runId, 'loss').map((point) => point.value)).toEqual([NaN, Infinity, -1e-320]);
  });

  test('of a long series are thinned on request', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'metrics', points: Array.from({ length: 5000 }, (_, step) => loss(step, step === 4321 ? 99 : 1)) });
    const thinned = workspace.metrics.read(runId, 'loss', { maximumPoints: 50 });
    expect(thinned.length).toBeLessThanOrEqual(50);
    expect(thinned).toContainEqual({ step: 4321, value: 99 });
    expect(workspace.metrics.read(runId, 'loss')).toHaveLength(5000);
  });

  test('of an empty batch change nothing', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'metrics', points: [] });
    expect(workspace.metrics.series(runId)).toEqual([]);
  });
});

const score = (layer: string, value: number, changes: Partial<SensitivityScore> = {}): SensitivityScore => ({
  metric: 'std',
  layer,
  value,
  standardError: 0.25,
  n: 8,
  seed: 0,
  seconds: 1.5,
  ...changes,
});

describe('sensitivities', () => {
  test('come back in order; a single draw has no standard error', () => {
    const { workspace, runId, record } = startedRun();
    const scores = [score('layer2', 3), score('conv1', 2, { standardError: Number.NaN, n: 1 })];
    record({ type: 'sensitivity', scores });
    record({ type: 'sensitivity', scores: [score('layer2', 0.5, { metric: 'kl' })] });
    expect(workspace.sensitivities.ofRun(runId)).toEqual([...scores, score('layer2', 0.5, { metric: 'kl' })]);
    expect(workspace.sensitivities.ofRun(runId + 1)).toEqual([]);
  });

  test('measured again are replaced', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'sensitivity', scores: [score('a', 1), score('b', 2)] });
    record({ type: 'sensitivity', scores: [score('a', 3, { seed: 7, n: 2, seconds: 9, standardError: 1 })] });
    expect(workspace.sensitivities.ofRun(runId)).toEqual([
      score('a', 3, { seed: 7, n: 2, seconds: 9, standardError: 1 }),
      score('b', 2),
    ]);
  });
});

const accuracy = (changes: Partial<AccuracyResult> = {}): AccuracyResult => ({
  stage: 'noisy',
  accuracy: 0.5,
  low: 0.4,
  high: 0.6,
  confidence: 0.95,
  draws: [0.25, 0.75, 0.5],
  images: 1017,
  ...changes,
});

describe('accuracies', () => {
  test('come back with their draws, in order', () => {
    const { workspace, runId, record } = startedRun();
    const clean = accuracy({ stage: 'clean', draws: [0.9], accuracy: 0.9 });
    record({ type: 'accuracy', result: clean });
    record({ type: 'accuracy', result: accuracy() });
    expect(workspace.accuracies.ofRun(runId)).toEqual([clean, accuracy()]);
  });

  test('measured again are replaced, draws and all', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'accuracy', result: accuracy() });
    const again = accuracy({ accuracy: 0.75, low: 0.7, high: 0.8, confidence: 0.9, draws: [0.75], images: 10 });
    record({ type: 'accuracy', result: again });
    expect(workspace.accuracies.ofRun(runId)).toEqual([again]);
  });
});

describe('plan, noise report and timing', () => {
  const plan: TrainingPlan = {
    trained: ['conv1', 'linear "x"'],
    frozen: ['layer1.0.conv1'],
    trainedBatchNorms: [],
    reason: 'the seven most sensitive by std',
    speedupBound: 1.5,
  };
  const report = {
    layers: [
      { layer: 'conv1', asked: 0.05, measured: 0.0493, weights: 432 },
      { layer: 'linear', asked: 0.05, measured: Number.NaN, weights: 0 },
    ],
    matmulLayers: 21,
  };
  const timing: StepTiming = {
    forwardMs: 59.5,
    noiseMs: 1,
    inputGradientsMs: 30,
    weightGradientsMs: 40,
    updateMs: 0,
    totalMs: 130.5,
    fullStepMs: 186,
    samples: 25,
    batch: 128,
  };

  test('come back as they were', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'plan', plan });
    record({ type: 'noise', report });
    record({ type: 'timing', timing });
    expect(workspace.plans.ofRun(runId)).toEqual(plan);
    expect(workspace.noiseReports.ofRun(runId)).toEqual(report);
    expect(workspace.timings.ofRun(runId)).toEqual(timing);
  });

  test('are absent until reported', () => {
    const { workspace, runId } = startedRun();
    expect(workspace.plans.ofRun(runId)).toBeUndefined();
    expect(workspace.noiseReports.ofRun(runId)).toBeUndefined();
    expect(workspace.timings.ofRun(runId)).toBeUndefined();
  });

  test('reported again are replaced whole', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'plan', plan });
    record({ type: 'noise', report });
    record({ type: 'timing', timing });
    const other: TrainingPlan = {
      trained: [],
      frozen: [],
      trainedBatchNorms: ['bn1'],
      reason: '',
      speedupBound: Infinity,
    };
    record({ type: 'plan', plan: other });
    record({ type: 'noise', report: { layers: [report.layers[0]!], matmulLayers: 3 } });
    record({ type: 'timing', timing: { ...timing, totalMs: 7 } });
    expect(workspace.plans.ofRun(runId)).toEqual(other);
    expect(workspace.noiseReports.ofRun(runId)).toEqual({ layers: [report.layers[0]], matmulLayers: 3 });
    expect(workspace.timings.ofRun(runId)).toEqual({ ...timing, totalMs: 7 });
  });
});
