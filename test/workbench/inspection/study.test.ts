import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SensitivityScore } from '../../../main/contract/run.ts';
import { openLaboratory } from '../../../main/runs/laboratory.ts';
import { readSpecificationText } from '../../../main/runs/specification/read-specification-text.ts';
import { findNativeAddon } from '../../../main/runs/backends/tensorflow-native.ts';
import { testInspection, turnsDuring, type TestInspection } from './support.ts';

const text = `version: 1
name: Small
data: { source: glyphs, limits: { train: 320, test: 100 } }
model: { architecture: mlp-12, pretraining: { epochs: 2, batch: 32, optimizer: { kind: adam, learningRate: 0.01 } } }
profile: { name: noisy, quantization: { bits: 8 }, memory: { rate: 0.001 }, weights: { noise: gaussian, mode: multiplicative, sigma: 0.2 } }
sensitivity: { metrics: [std, kl], batch: 32, draws: 3 }
methods:
  - { method: noise-injection }
  - { method: saft, layers: { by: std, k: 1 } }
  - { method: uniform-bsc, trainRate: 0.01, architecture: mlp-20, label: narrow }
training: { epochs: 1, batch: 32, optimizer: { kind: sgd, learningRate: 0.05 } }
evaluation: { draws: 2, batch: 50 }
engine: { name: wasm }
seeds: [2]
`;

const inspection = testInspection();
const { ask, workspace, folder } = inspection;

/** Finished by the command line's own services in a workspace of their own */
const other: TestInspection = testInspection();
let prepared: readonly SensitivityScore[];

function runOf(kind: string, method?: string): number {
  return other
    .workspace()
    .runs.list()
    .find((run) => run.kind === kind && run.methodLabel === method)!.id;
}

beforeAll(async () => {
  const laboratory = await openLaboratory({ workspace: other.folder, command: 'test' });
  const read = { ...readSpecificationText(text), file: '' };
  const { signal } = new AbortController();
  const { runs } = await laboratory.startStudy(read, { onEvent: () => undefined, signal });
  expect(runs.map(({ status }) => status)).toEqual(Array(5).fill('finished'));
  await laboratory.close();
  prepared = other.workspace().sensitivities.ofRun(runOf('prepare'));
});

/** All but how long it took */
const timeless = (scores: readonly SensitivityScore[]) => scores.map((score) => ({ ...score, seconds: 0 }));

describe('the sensitivity of a draft', () => {
  const details: string[] = [];

  test('is, bit by bit, what its study would measure', async () => {
    const onProgress = ({ detail }: { detail: string }): void => void details.push(detail);
    const result = await ask('sensitivity.compute', { text }, { onProgress });
    expect(result).toMatchObject({ architecture: 'mlp-12', batch: 32, draws: 3 });
    expect(result.profiles.map(({ label }) => label)).toEqual(['noisy']);
    expect(timeless(result.profiles[0]!.scores)).toEqual(timeless(prepared));
    expect(result.profiles[0]!.noise).toEqual(other.workspace().noiseReports.ofRun(runOf('prepare')));
    const plan = other.workspace().plans.ofRun(runOf('train', 'SAFT k=1'))!;
    expect(result.profiles[0]!.chosen).toEqual([{ metric: 'std', layers: plan.trained, reason: plan.reason }]);
    expect(details.some((detail) => detail.startsWith('epoch 1 of 2'))).toBe(true);
  });

  test('is stored nowhere', () => {
    expect(workspace().studies.list()).toEqual([]);
    expect(workspace().runs.list()).toEqual([]);
    expect(readdirSync(join(folder, 'temporary')).filter((name) => name.startsWith('scratch'))).toEqual([]);
  });

  test('trains the same network once, whatever else of the draft changes', async () => {
    const told: string[] = [];
    const changed = text.replace('draws: 3', 'draws: 2').replace('sigma: 0.2', 'sigma: 0.3');
    const onProgress = ({ detail }: { detail: string }): void => void told.push(detail);
    const result = await ask('sensitivity.compute', { text: changed }, { onProgress });
    expect(told.filter((detail) => detail.startsWith('epoch'))).toEqual([]);
    expect(result.profiles[0]!.scores[0]!.n).toBe(2);
    expect(readdirSync(join(folder, 'temporary', 'pretrained'))).toHaveLength(1);
  });

  test('takes what a run of the workspace has trained', async () => {
    const told: string[] = [];
    const onProgress = ({ detail }: { detail: string }): void => void told.push(detail);
    const result = await other.ask('sensitivity.compute', { text }, { onProgress });
    expect(timeless(result.profiles[0]!.scores)).toEqual(timeless(prepared));
    expect(told.filter((detail) => detail.startsWith('epoch'))).toEqual([]);
    expect(existsSync(join(other.folder, 'temporary', 'pretrained'))).toBe(false);
  });

  test('can be stopped while it trains, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const endless = text.replace('epochs: 2', 'epochs: 100000');
    const asked = ask(
      'sensitivity.compute',
      { text: endless },
      {
        signal: stop.signal,
        onProgress: ({ detail }) => detail.startsWith('epoch') && stop.abort(),
      },
    );
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    expect(readdirSync(join(folder, 'temporary'))).toEqual(['pretrained']);
  });

  test('is refused where there is nothing to score, and where the text is wrong', async () => {
    const untrained = text.replace(/pretraining: \{.*\} \}/, '}').replace(/ {2}- \{ method: (noise|saft).*\n/g, '');
    await expect(
      ask('sensitivity.compute', { text: untrained.replace('mlp-12, }', 'mlp-12 }') }),
    ).rejects.toMatchObject({
      code: 'invalid-specification',
      message: expect.stringContaining('no trained network'),
    });
    await expect(ask('sensitivity.compute', { text: text.replace('k: 1', 'k: 9') })).rejects.toMatchObject({
      code: 'invalid-specification',
      message: expect.stringContaining('methods[1].layers.k'),
    });
  });
});

describe('the probe of a study', () => {
  test('has a line for each different training, and adds them up', async () => {
    const probe = await ask('study.probe', { text });
    expect(probe).toMatchObject({ engine: expect.stringMatching(/^wasm · tfjs-wasm \d/), precision: 'float32' });
    expect(probe.parts.map(({ title, steps, runs }) => [title, steps, runs])).toEqual([
      ['pretraining', 20, 1],
      ['noise injection', 10, 1],
      ['SAFT k=1', 10, 1],
      ['narrow', 10, 1],
    ]);
    for (const { stepMs, seconds, steps, runs } of probe.parts) {
      expect(stepMs.low).toBeGreaterThan(0);
      expect(stepMs.value).toBeGreaterThanOrEqual(stepMs.low);
      expect(stepMs.high).toBeGreaterThanOrEqual(stepMs.value);
      expect(seconds.value).toBeCloseTo((stepMs.value * steps * runs) / 1000, 9);
    }
    const sum = probe.parts.reduce((all, { seconds }) => all + seconds.value, probe.otherSeconds.value);
    expect(probe.totalSeconds.value).toBeCloseTo(sum, 9);
    expect(probe.totalSeconds.low).toBeLessThanOrEqual(probe.totalSeconds.value);
    expect(probe.totalSeconds.high).toBeGreaterThanOrEqual(probe.totalSeconds.value);
  });

  test('chooses layers by scores that are given', async () => {
    const scores = ['fc1', 'fc2'].map((layer, index) => ({
      metric: 'std' as const,
      layer,
      value: index,
      standardError: 0,
      n: 1,
      seed: 0,
      seconds: 0,
    }));
    // With the layers as scored the plan trains everything, as noise injection does: one line for both
    const both = text.replace('k: 1', 'k: 2');
    const details: string[] = [];
    const given = { text: both, scores: [{ label: 'noisy', scores }] };
    const probe = await ask('study.probe', given, { onProgress: ({ detail }) => details.push(detail) });
    expect(probe.parts.map(({ title, runs }) => [title, runs])).toEqual([
      ['pretraining', 1],
      ['noise injection, SAFT', 2],
      ['narrow', 1],
    ]);
    expect(details[0]).toBe('reading the data');
    await expect(
      ask('study.probe', { text, scores: [{ label: 'noisy', scores: scores.slice(0, 1) }] }),
    ).rejects.toMatchObject({ code: 'invalid-specification' });
  });

  test('tells how far it is, leaves this thread to others, and can be stopped', async () => {
    const stop = new AbortController();
    const fractions: number[] = [];
    const asked = ask(
      'study.probe',
      { text },
      {
        signal: stop.signal,
        onProgress({ fraction }) {
          fractions.push(fraction);
          if (fraction > 0.3) stop.abort();
        },
      },
    );
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(await turnsDuring(ask('study.probe', { text }))).toBeGreaterThan(10);
  });

  test.skipIf(findNativeAddon() === undefined)(
    'runs on the engine the study would (skipped without TensorFlow)',
    async () => {
      const probe = await ask('study.probe', { text: text.replace('name: wasm', 'precision: bfloat16') });
      expect(probe).toMatchObject({ engine: expect.stringMatching(/^graph · tensorflow \d/), precision: 'bfloat16' });
    },
  );

  test('says what is wrong before it begins', async () => {
    const missing = text.replace('glyphs,', 'cifar10, path: none,');
    await expect(ask('study.probe', { text: missing })).rejects.toMatchObject({ code: 'missing-file' });
  });
});

describe('weights of a finished run', () => {
  test('of pretraining were initial ones', async () => {
    const { layers } = await other.ask('runs.weights', { id: runOf('pretrain') });
    expect(layers.map(({ layer, weights, trained }) => [layer, weights, trained])).toEqual([
      ['fc1', 256 * 12, true],
      ['fc2', 12 * 10, true],
    ]);
    // He: sqrt(2 / fan-in)
    expect(layers[0]!.before).toBeCloseTo(Math.sqrt(2 / 256), 2);
    for (const { relativeChange } of layers) expect(relativeChange).toBeGreaterThan(0);
  });

  test('of a training are what pretraining ended with; frozen layers stay bit by bit', async () => {
    const pretrained = await other.ask('runs.weights', { id: runOf('pretrain') });
    const injected = await other.ask('runs.weights', { id: runOf('train', 'noise injection') });
    const saft = await other.ask('runs.weights', { id: runOf('train', 'SAFT k=1'), layer: 'fc1', bins: 20 });
    for (const [index, { after }] of pretrained.layers.entries()) {
      expect(injected.layers[index]!.before).toBe(after);
      expect(saft.layers[index]!.before).toBe(after);
    }
    const frozen = saft.layers.find(({ trained }) => !trained)!;
    const trained = saft.layers.find((layer) => layer.trained)!;
    expect(frozen).toMatchObject({ relativeChange: 0, after: frozen.before });
    expect(trained.relativeChange).toBeGreaterThan(0);
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    expect(saft.histogram).toMatchObject({ layer: 'fc1' });
    expect(saft.histogram!.before).toHaveLength(20);
    expect(sum(saft.histogram!.after)).toBe(256 * 12);
  });

  test("of a method with a network of its own were that network's initial ones", async () => {
    const { layers } = await other.ask('runs.weights', { id: runOf('train', 'narrow') });
    expect(layers[0]).toMatchObject({ layer: 'fc1', weights: 256 * 20 });
    expect(layers[0]!.before).toBeCloseTo(Math.sqrt(2 / 256), 2);
  });

  test('are not there for runs that train nothing, are not known, or layers that are not there', async () => {
    await expect(other.ask('runs.weights', { id: runOf('prepare') })).rejects.toMatchObject({ code: 'not-found' });
    await expect(other.ask('runs.weights', { id: 999 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(other.ask('runs.weights', { id: runOf('pretrain'), layer: 'conv1' })).rejects.toMatchObject({
      code: 'unknown-layer',
    });
  });
});
