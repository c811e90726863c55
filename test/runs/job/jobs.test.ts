import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { weightToTorch } from '../../../main/data/weights-layout.ts';
import { matmulLayers } from '../../../main/lab/network/network.ts';
import { attempt, checkpoints, closeBench, eventsOf, openBench, smallStudy, type Bench } from './bench.ts';

const kinds = (events: readonly RunEvent[]): string[] =>
  events.map(({ type }) => type).filter((type) => type !== 'progress' && type !== 'metrics');
const quantization = { bits: 4, scheme: 'symmetric', granularity: 'layer' };
const noNoise = { weights: { noise: 'none' } };

async function withBench<Result>(
  changes: Record<string, unknown>,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const bench = await openBench(smallStudy(changes));
  try {
    return await work(bench);
  } finally {
    closeBench(bench);
  }
}

describe('preparing', () => {
  test('reports the ladder, the noise and the scores, and the same again', async () => {
    await withBench({}, async (bench) => {
      const { events } = await attempt(bench, { kind: 'prepare' });
      expect(kinds(events)).toEqual(['accuracy', 'noise', 'accuracy', 'sensitivity']);
      const [clean, noisy] = eventsOf(events, 'accuracy').map(({ result }) => result);
      expect(clean).toMatchObject({ stage: 'clean', images: 30, draws: [clean!.accuracy] });
      expect(noisy).toMatchObject({ stage: 'noisy', images: 30 });
      expect(noisy!.draws).toHaveLength(2);
      const layers = matmulLayers(bench.material.network).map(({ name }) => name);
      const [scores] = eventsOf(events, 'sensitivity').map((event) => event.scores);
      expect(scores!.map(({ metric, layer, n }) => `${metric} ${layer} ${n}`).sort()).toEqual(
        ['kl', 'std'].flatMap((metric) => layers.map((layer) => `${metric} ${layer} 3`)),
      );
      expect(scores!.every(({ value, standardError }) => value > 0 && standardError > 0)).toBe(true);
      const [noise] = eventsOf(events, 'noise').map(({ report }) => report);
      expect(noise!.layers.map(({ layer }) => layer)).toEqual(layers);

      const again = await attempt(bench, { kind: 'prepare' });
      expect(eventsOf(again.events, 'accuracy')).toEqual(eventsOf(events, 'accuracy'));
      expect(eventsOf(again.events, 'noise')).toEqual(eventsOf(events, 'noise'));
      const untimed = (all: readonly RunEvent[]) =>
        eventsOf(all, 'sensitivity').flatMap((event) => event.scores.map((score) => ({ ...score, seconds: 0 })));
      expect(untimed(again.events)).toEqual(untimed(events));
    });
  });

  test('reports a rung for quantisation, which costs nothing random', async () => {
    await withBench({ profile: { ...noNoise, quantization } }, async (bench) => {
      const { events } = await attempt(bench, { kind: 'prepare' });
      expect(kinds(events)).toEqual(['accuracy', 'accuracy', 'noise', 'accuracy', 'sensitivity']);
      const [, quantised, noisy] = eventsOf(events, 'accuracy').map(({ result }) => result);
      expect(quantised!.stage).toBe('quantised');
      expect(noisy!.draws).toEqual(quantised!.draws);
    });
  });

  test('the rung of quantisation has no faults of the memory in it', async () => {
    const quantised = async (profile: object) =>
      withBench({ profile: { ...noNoise, quantization, ...profile } }, async (bench) => {
        const { events } = await attempt(bench, { kind: 'prepare' });
        return eventsOf(events, 'accuracy').find(({ result }) => result.stage === 'quantised')!.result;
      });
    expect(await quantised({ memory: { rate: 0.4 } })).toEqual(await quantised({}));
  });

  test('without noise finds the clean network again, and layers that do not suffer', async () => {
    await withBench({ profile: noNoise }, async (bench) => {
      const { events } = await attempt(bench, { kind: 'prepare' });
      const [clean, noisy] = eventsOf(events, 'accuracy').map(({ result }) => result);
      expect(noisy).toEqual({ ...clean, stage: 'noisy' });
      expect(eventsOf(events, 'sensitivity')[0]!.scores.every(({ value }) => value === 0)).toBe(true);
    });
  });

  test('can be stopped between any two batches, and keeps what it reported', async () => {
    await withBench({}, async (bench) => {
      const whole = kinds((await attempt(bench, { kind: 'prepare' })).events);
      for (let stopAt = 1; ; stopAt++) {
        const { stopped, events } = await attempt(bench, { kind: 'prepare', stopAt });
        expect(whole.slice(0, kinds(events).length)).toEqual(kinds(events));
        if (stopped) continue;
        // Two batches for the clean network, two for each draw of noise, and the draws of the scores
        expect(stopAt).toBe(2 + 2 * 2 + 3 + 1);
        break;
      }
    });
  });
});

describe('training', () => {
  let bench: Bench;
  let events: readonly RunEvent[];
  beforeAll(async () => {
    bench = await openBench(
      smallStudy({
        data: { source: 'glyphs', limits: { train: 64, test: 30 }, validation: 20 },
        model: { architecture: 'resnet8-cifar', pretraining: smallStudy().training },
        training: { ...smallStudy().training, epochs: 2, stepsPerEpoch: 2 },
        methods: [
          { method: 'noise-injection' },
          { method: 'saft', layers: { names: ['layer2.0.conv1', 'linear'] }, batchNorm: 'with-layer' },
          { method: 'plain' },
        ],
      }),
    );
    ({ events } = await attempt(bench));
  });
  afterAll(() => closeBench(bench));

  test('reports plan, epochs with a checkpoint each, accuracies, weights and times', () => {
    expect(kinds(events)).toEqual([
      'plan',
      'checkpoint',
      'checkpoint',
      'accuracy',
      'accuracy',
      'memory',
      'checkpoint',
      'timing',
    ]);
    expect(checkpoints(events).map(({ position, final }) => ({ ...position, final }))).toEqual([
      { epoch: 1, step: 0, final: false },
      { epoch: 2, step: 0, final: false },
      { epoch: 2, step: 0, final: true },
    ]);
    expect(eventsOf(events, 'accuracy').map(({ result }) => result.stage)).toEqual(['recovered-clean', 'recovered']);
    const points = eventsOf(events, 'metrics').flatMap((event) => event.points);
    const steps = (series: string) => points.filter((point) => point.series === series).map(({ step }) => step);
    expect(steps('loss')).toEqual([1, 2, 3, 4]);
    expect(steps('step-ms')).toEqual([1, 2, 3, 4]);
    expect(steps('validation-accuracy')).toEqual([2, 4]);
    const [timing] = eventsOf(events, 'timing').map((event) => event.timing);
    expect(timing).toMatchObject({ batch: 16, samples: 9, fullStepMs: timing!.totalMs });
  });

  test('never goes back in its progress, nor beyond the end', () => {
    const fractions = eventsOf(events, 'progress').map(({ progress }) => progress.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(Math.max(...fractions)).toBeLessThanOrEqual(1);
  });

  test('leaves frozen layers bit-equal, their batch-norms too', async () => {
    const { events: saft } = await attempt(bench, { method: 1 });
    const { network, parameters } = bench.material;
    const { tensors } = readSafetensors(checkpoints(saft).find(({ final }) => final)!.path);
    const changed = Object.entries(network.parameters)
      .filter(([name, { kind, shape }]) => {
        const before = weightToTorch(kind, { shape, values: parameters[name]! }).values;
        return !Buffer.from(before.buffer, before.byteOffset, before.byteLength).equals(
          Buffer.from(new Float32Array(tensors.get(name)!.values as Float32Array).buffer),
        );
      })
      .map(([name]) => name);
    expect(changed.sort()).toEqual([
      'layer2.0.bn1.bias',
      'layer2.0.bn1.running_mean',
      'layer2.0.bn1.running_var',
      'layer2.0.bn1.weight',
      'layer2.0.conv1.weight',
      'linear.bias',
      'linear.weight',
    ]);
    const [timing] = eventsOf(saft, 'timing').map((event) => event.timing);
    expect(timing!.fullStepMs).not.toBe(timing!.totalMs);
  });

  test('plainly takes no notice of the noise until it is evaluated', async () => {
    const plain = { method: 2, untimed: true };
    const noisy = await attempt(bench, plain);
    const quiet = await withBench({ ...bench.study, profile: noNoise }, async (other) => attempt(other, plain));
    expect(checkpoints(noisy.events).map(({ sha256 }) => sha256)).toEqual(
      checkpoints(quiet.events).map(({ sha256 }) => sha256),
    );
  });

  test('of a pretraining has no noise, no second accuracy and no times', async () => {
    const { events: pretraining } = await attempt(bench, { kind: 'pretrain' });
    expect(kinds(pretraining)).toEqual(['plan', 'checkpoint', 'checkpoint', 'checkpoint', 'accuracy', 'checkpoint']);
    expect(eventsOf(pretraining, 'accuracy').map(({ result }) => result.stage)).toEqual(['recovered-clean']);
  });

  test('that diverges says so, and where', async () => {
    const training = { epochs: 1, batch: 16, optimizer: { kind: 'sgd', learningRate: 1e30 } };
    await withBench({ training }, async (diverging) => {
      await expect(attempt(diverging)).rejects.toMatchObject({
        code: 'not-finite',
        message: expect.stringMatching(/^Training diverged: the loss of step \d is (NaN|Infinity)/),
      });
    });
  });
});
