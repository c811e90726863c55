import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { frontReadingSchema } from '../../../main/contract/result-schemas/fronts.ts';
import { sensitivityResultSchema } from '../../../main/contract/result-schemas/layers.ts';
import { estimateSchema, faultAccuracySchema } from '../../../main/contract/result-schemas/measured.ts';
import { mirrors } from '../../../main/contract/result-schemas/mirrors.ts';
import { runDetailsSchema, runSummarySchema } from '../../../main/contract/result-schemas/run-details.ts';
import { studyComparisonSchema } from '../../../main/contract/result-schemas/study-comparison.ts';
import type { FrontReading } from '../../../main/contract/front-results.ts';
import type { RunDetails, SensitivityResult } from '../../../main/contract/results.ts';
import { comparison, estimate, noiseInjection, run, saft, score, timing } from '../../report/comparison-fixture.ts';
import { faultAccuracy, fronts, history, memory, memoryComparison } from '../../report/memory-fixture.ts';

const profile = comparison.profiles[0]!;

const details: RunDetails = {
  ...run,
  configuration: {
    kind: 'train',
    study: {
      version: 1,
      data: { source: 'glyphs', limits: {}, validation: 0, seed: 0 },
      model: { architecture: 'lenet5' },
      sensitivity: { metrics: ['std'], batch: 128, draws: 8, seed: 0 },
      training: {
        epochs: 1,
        batch: 32,
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 },
        schedule: { kind: 'constant' },
        labelSmoothing: 0,
        augmentation: { pad: 0, flip: false },
      },
      evaluation: { draws: 'auto', halfWidth: 0.005, confidence: 0.95, minimumDraws: 8, maximumDraws: 64, batch: 256 },
      engine: { name: 'auto', precision: 'float32' },
    },
    seed: 1,
    profile: { label: 'analog', profile: profile.profile },
    method: { method: 'saft', layers: { by: 'std', k: 3 }, batchNorm: 'frozen' },
  },
  hash: 'ab',
  provenance: {
    engine: 'graph',
    precision: 'float32',
    versions: { tensorflow: '2.21.0' },
    checksums: { train: 'cd' },
    application: '0.1.0',
    node: '24',
    platform: 'linux',
    processor: 'Zen 4',
    cores: 2,
    memoryBytes: 8e9,
    command: 'npm run -s lab -- run a.yaml',
  },
  accuracies: run.accuracy === undefined ? [] : [run.accuracy],
  sensitivity: [score('fc1', 1.2)],
  plan: saft.plan,
  timing: timing([1, 2, 3, 4, 5], 20),
  memory,
  rateUpdates: history.updates,
  faultAccuracies: [faultAccuracy(0.1, 0.9), faultAccuracy(0.5, 0.2, 'fc1')],
  checkpoints: [{ position: { epoch: 1, step: 0 }, sha256: 'ef', bytes: 1000, final: true }],
  latestMetrics: [{ series: 'loss', step: 10, value: NaN }],
};

const sensitivity: SensitivityResult = {
  architecture: 'lenet5',
  batch: 128,
  draws: 8,
  profiles: [
    {
      label: 'analog',
      scores: [score('fc1', 1.2, NaN, 1)],
      chosen: [{ metric: 'std', layers: ['fc1'], reason: 'the largest score' }],
    },
  ],
};

const reading: FrontReading = {
  method: 'lanmax',
  against: 'uniform-bsc',
  saving: { accuracy: 0.9, energies: { method: 0.2 }, factor: estimate(NaN, NaN, 'resamples', 1000), definedShare: 0 },
};

const results: readonly (readonly [string, z.ZodType, object])[] = [
  ['a comparison', studyComparisonSchema, comparison],
  ['a comparison with fronts', studyComparisonSchema, { ...memoryComparison, fronts, rateHistories: [history] }],
  ['a run', runDetailsSchema, details],
  ['a line of the run list', runSummarySchema, run],
  ['sensitivities', sensitivityResultSchema, sensitivity],
  ['a reading of fronts', frontReadingSchema, reading],
];

describe.each(results)('%s', (_name, schema, result) => {
  test('passes as it is', () => {
    expect(schema.parse(result)).toStrictEqual(withoutUndefined(result));
  });

  test('passes with nothing that it has not', () => {
    expect(schema.safeParse({ ...result, more: 1 }).success).toBe(false);
  });

  test('passes in no other shape, however deep', () => {
    const wrong = placesIn(result).filter((path) => schema.safeParse(changedAt(result, path)).success);
    expect(wrong).toEqual([]);
  });
});

test('numbers need not be finite where they are measured', () => {
  const endless = { value: 1, low: -Infinity, high: Infinity, confidence: 0.95, over: 'seeds', n: 1 };
  expect(estimateSchema.parse({ ...endless, value: NaN })).toEqual({ ...endless, value: NaN });
  expect(estimateSchema.safeParse({ ...endless, value: null }).success).toBe(false);
  expect(faultAccuracySchema.safeParse({ ...faultAccuracy(0.1, 0.9), images: NaN }).success).toBe(false);
});

test('a schema has the type of its interface only where the two are alike', () => {
  interface Shape {
    readonly name: string;
    readonly sizes?: readonly number[];
  }
  const sizes = z.array(z.number());
  const given = z.strictObject({ name: z.string(), sizes: sizes.optional() });
  expect(mirrors<Shape>()(given)).toBe(given);
  // @ts-expect-error an optional field is missing
  mirrors<Shape>()(z.strictObject({ name: z.string() }));
  // @ts-expect-error a field is not optional
  mirrors<Shape>()(z.strictObject({ name: z.string(), sizes }));
  // @ts-expect-error there is a field too many
  mirrors<Shape>()(z.strictObject({ name: z.string(), sizes: sizes.optional(), more: z.number().optional() }));
  // @ts-expect-error a field is of another type, further in
  mirrors<Shape>()(z.strictObject({ name: z.string(), sizes: z.array(z.string()).optional() }));
});

/** What is left out and what is undefined are the same in a result. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(given.map(([name, member]) => [name, withoutUndefined(member)]));
}

/** Paths to every number, text and truth value. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]));
}

/** A copy that has something of no kind in one place. */
function changedAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return { not: 'this' };
  const members = value as Record<string, unknown>;
  const changed = { ...members, [name]: changedAt(members[name], rest) };
  return Array.isArray(value) ? Object.values(changed) : changed;
}

test('the fixtures have something of everything', () => {
  expect(noiseInjection.seeds.length).toBeGreaterThan(0);
  expect(placesIn(details).length).toBeGreaterThan(80);
  expect(placesIn(memoryComparison).length).toBeGreaterThan(80);
});
