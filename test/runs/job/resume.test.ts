import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findNativeAddon } from '../../../main/runs/backends/tensorflow-native.ts';
import type { Specification } from '../../../main/contract/specification.ts';
import {
  attempt,
  checkpoints,
  closeBench,
  eventsOf,
  finalHash,
  findings,
  openBench,
  smallStudy,
  type Attempt,
  type Bench,
} from './bench.ts';

const hasNative = findNativeAddon() !== undefined;

const adam = { kind: 'adam', learningRate: 0.003, weightDecay: 1e-4 };
const nesterov = { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true };
const augmentation = { pad: 2, flip: true };

/** Each exercises state of another kind: momentum, Adam's moments, batch-norm statistics; all of them noise and data. */
const studies: readonly {
  readonly title: string;
  readonly study: Specification;
  /** The others show nothing there that these do not */
  readonly on: readonly string[];
}[] = [
  {
    title: 'mlp, Nesterov, step schedule, validation',
    on: ['wasm float32'],
    study: smallStudy({
      data: { source: 'glyphs', limits: { train: 64, test: 30 }, validation: 20 },
      training: { epochs: 3, batch: 16, optimizer: nesterov, schedule: { kind: 'step', at: [0.5, 2] } },
    }),
  },
  {
    title: 'lenet5, Adam, augmentation, quantised, clipped',
    on: ['wasm float32', 'graph float32'],
    study: smallStudy({
      model: { architecture: 'lenet5', pretraining: { epochs: 1, optimizer: adam } },
      profile: {
        weights: { noise: 'uniform', mode: 'additive', halfRange: 0.02, reference: 'layerMaxAbs' },
        quantization: { bits: 6, scheme: 'symmetric', granularity: 'layer' },
      },
      training: { epochs: 2, batch: 16, stepsPerEpoch: 3, optimizer: adam, augmentation, clip: { alpha: 2 } },
    }),
  },
  {
    title: 'resnet8 with batch-norm, cosine schedule',
    on: ['wasm float32', 'graph float32', 'graph bfloat16'],
    study: smallStudy({
      data: { source: 'glyphs', limits: { train: 24, test: 8 } },
      model: { architecture: 'resnet8-cifar', pretraining: { epochs: 1, optimizer: adam } },
      evaluation: { draws: 2, batch: 8 },
      training: { epochs: 2, batch: 8, stepsPerEpoch: 2, optimizer: nesterov, schedule: { kind: 'cosine' } },
    }),
  },
  {
    title: 'binary network, LaNMax with banks',
    on: ['wasm float32', 'graph float32'],
    study: smallStudy({
      model: { architecture: 'mlp-bn-8' },
      profile: { quantization: { scheme: 'binary' }, memory: {} },
      methods: [{ method: 'lanmax', tradeoff: 1, until: 0.7, banks: 1 }],
      training: { epochs: 3, batch: 8, stepsPerEpoch: 5, optimizer: nesterov, schedule: { kind: 'cosine' } },
    }),
  },
];

const engines = [
  { name: 'wasm', precision: 'float32', skip: false },
  { name: 'graph', precision: 'float32', skip: !hasNative },
  { name: 'graph', precision: 'bfloat16', skip: !hasNative },
] as const;

describe.each(engines)('$name $precision (graph needs the native engine)', ({ skip, ...engine }) => {
  const here = studies.filter(({ on }) => on.includes(`${engine.name} ${engine.precision}`));
  describe.skipIf(skip).each(here)('$title', ({ study }) => {
    let bench: Bench;
    let undisturbed: Attempt;

    beforeAll(async () => {
      bench = await openBench(study, engine);
      undisturbed = await attempt(bench, { untimed: true });
    });
    afterAll(() => closeBench(bench));

    test('done twice gives the same bytes', async () => {
      const again = await attempt(bench, { untimed: true });
      expect(findings([again.events])).toEqual(findings([undisturbed.events]));
      const hashes = ({ events }: Attempt) => checkpoints(events).map(({ position, sha256 }) => ({ position, sha256 }));
      expect(hashes(again)).toEqual(hashes(undisturbed));
    });

    test('killed after any checkpoint and resumed, it ends as if it had never been', async () => {
      const kept = checkpoints(undisturbed.events).filter(({ final }) => !final);
      expect(kept.map(({ position }) => position)).toEqual(
        Array.from({ length: study.training.epochs }, (_, epoch) => ({ epoch: epoch + 1, step: 0 })),
      );
      for (const { path, position } of kept) {
        const { events } = await attempt(bench, { resumeFrom: { file: path, position }, untimed: true });
        expect(finalHash(events)).toBe(finalHash(undisturbed.events));
        expect(eventsOf(events, 'accuracy')).toEqual(eventsOf(undisturbed.events, 'accuracy'));
        const training = eventsOf(events, 'progress').find(({ progress }) => progress.phase === 'training');
        expect(training !== undefined).toBe(position.epoch < study.training.epochs);
        // It goes on where it was, and does not count from nothing again
        if (training !== undefined) expect(training.progress.fraction).toBeGreaterThan(0);
      }
    });

    test('stopped after each and every step and resumed, it ends as if it had never been', async () => {
      const attempts: Attempt[] = [];
      do {
        // The first question comes before the first step, the second after it
        attempts.push(await attempt(bench, { resumeFrom: attempts.at(-1)?.last, stopAt: 2 }));
      } while (attempts.at(-1)!.stopped && attempts.at(-1)!.last!.position.epoch < study.training.epochs);
      const steps = study.training.stepsPerEpoch ?? 4;
      expect(attempts.length).toBeGreaterThanOrEqual(study.training.epochs * steps);
      attempts.push(await attempt(bench, { resumeFrom: attempts.at(-1)!.last, untimed: true }));
      expect(findings(attempts.map(({ events }) => events))).toEqual(findings([undisturbed.events]));
    });
  });
});

describe('whenever the stop comes', () => {
  test('the rest of the run finds the same', async () => {
    const bench = await openBench(studies[0]!.study);
    const undisturbed = findings([(await attempt(bench)).events]);
    let stops = 0;
    for (let stopAt = 1; ; stopAt++) {
      const first = await attempt(bench, { stopAt });
      if (!first.stopped) break;
      stops++;
      const second = await attempt(bench, { resumeFrom: first.last, untimed: true });
      expect(findings([first.events, second.events]), `stopped at question ${stopAt}`).toEqual(undisturbed);
    }
    // 12 steps, 3 epochs, 3 evaluations of 2 batches, the timing's rounds
    expect(stops).toBeGreaterThan(12 + 3 + 6 + 9);
    closeBench(bench);
  });
});
