import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../../../main/contract/profile.ts';
import type { SensitivityScore } from '../../../../main/contract/run.ts';
import type { Specification } from '../../../../main/contract/specification.ts';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import { hardwareCostKey } from '../../../../main/runs/tasks/probe/hardware-cost.ts';
import { probeEstimate } from '../../../../main/runs/tasks/probe/probe-estimate.ts';
import { studyEvaluations } from '../../../../main/runs/tasks/probe/study-evaluations.ts';
import { studySteps, type WorkQuestion } from '../../../../main/runs/tasks/probe/study-work.ts';
import { smallStudy } from '../../job/bench.ts';

const inputShape = [16, 16, 1] as const;

/** fc1 before fc2 under every profile */
const scores: readonly SensitivityScore[] = ['fc1', 'fc2'].map((layer, index) => ({
  metric: 'std',
  layer,
  value: 2 - index,
  standardError: 0,
  n: 1,
  seed: 0,
  seconds: 0,
}));

function questionOf(specification: Specification): WorkQuestion {
  const networks = new Map<string, ReturnType<typeof buildArchitecture>>();
  return {
    specification,
    networkOf(architecture = specification.model.architecture!) {
      const network = networks.get(architecture) ?? buildArchitecture(architecture, { inputShape, classes: 10 });
      networks.set(architecture, network);
      return network;
    },
    scoresOf: () => scores,
    stepsOf: ({ batch }) => Math.floor(64 / batch),
  };
}

const binary = { quantization: { scheme: 'binary' }, memory: { rate: 0.01 } };

describe('trainings that take the same', () => {
  test('are one line, whatever the strength of the noise', () => {
    const weights = (noise: string, sigma: number) => ({
      weights: { noise: 'gaussian', mode: noise, sigma },
    });
    const study = smallStudy({
      profile: undefined,
      profiles: {
        weak: weights('multiplicative', 0.1),
        strong: weights('multiplicative', 0.3),
        additive: weights('additive', 0.1),
      },
      methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { k: 1 } }],
      seeds: [1, 2],
    });
    const steps = studySteps(questionOf(study));
    expect(steps.map(({ title, runs, stepsPerEpoch }) => [title, runs, stepsPerEpoch])).toEqual([
      ['pretraining', 1, 4],
      ['noise injection', 4, 4],
      ['SAFT k=1', 4, 4],
      ['noise injection · additive', 2, 4],
      ['SAFT k=1 · additive', 2, 4],
    ]);
    expect(steps[2]!.plan.trained).toEqual(['fc1']);
  });

  test('are one line for the methods that differ in fault rates alone, apart for each network', () => {
    const study = smallStudy({
      model: { architecture: 'mlp-8' },
      profile: binary,
      methods: [
        { method: 'reliable' },
        { method: 'uniform-bsc', trainRate: 0.01 },
        { method: 'uniform-bsc', trainRate: 0.1 },
        { method: 'lanmax', tradeoff: 1 },
        { method: 'lanmax', tradeoff: 1, architecture: 'mlp-16' },
        { method: 'reliable', storage: 'float16' },
      ],
    });
    expect(studySteps(questionOf(study)).map(({ title, runs }) => [title, runs])).toEqual([
      ['reliable', 1],
      ['uniform, LaNMax', 3],
      ['LaNMax λ=1 · mlp-16', 1],
      ['reliable float16', 1],
    ]);
  });
});

test('the cost of hardware is in what is drawn, not in how strong it is', () => {
  const key = (profile: Record<string, unknown>) => hardwareCostKey(profileSchema.parse(profile));
  const gaussian = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
  expect(key({ weights: gaussian })).toBe(key({ weights: { ...gaussian, sigma: 0.2 } }));
  expect(key({ weights: gaussian })).not.toBe(key({ weights: { ...gaussian, sigma: 0 } }));
  expect(key({ weights: { ...gaussian, sigma: 0 } })).toBe(key({}));
  expect(key({ weights: gaussian })).not.toBe(key({ weights: { ...gaussian, mode: 'additive' } }));
  expect(key(binary)).toBe(key({ ...binary, memory: { rate: 0.2 } }));
  expect(key(binary)).not.toBe(key({ ...binary, memory: { rate: 0 } }));
  expect(key(binary)).not.toBe(key({ ...binary, quantization: { bits: 4 } }));
  expect(key(binary)).not.toBe(key({ ...binary, memory: { rate: 0.01, stuckAt: { rate: 0.1 } } }));
  expect(key(binary)).not.toBe(key({ ...binary, except: ['fc1'] }));
  expect(hardwareCostKey(undefined)).not.toBe(key({}));
});

describe('evaluations', () => {
  test('are counted in passes over the test images, with the fewest and the most draws', () => {
    const study = smallStudy({ evaluation: { minimumDraws: 4, maximumDraws: 40, batch: 20 }, seeds: [1, 2] });
    const [clean, noisy, ...others] = studyEvaluations(questionOf(study));
    expect(others).toEqual([]);
    // Pretraining, preparing and two trainings, each once without noise
    expect(clean).toMatchObject({ uses: 4, testPasses: { value: 4, low: 4, high: 4 }, validationPasses: 0 });
    expect(clean!.profile).toBeUndefined();
    expect(noisy).toMatchObject({ uses: 3, testPasses: { value: 3 * 16, low: 3 * 4, high: 3 * 40 } });
  });

  test('at other fault rates count as often', () => {
    const study = smallStudy({
      model: { architecture: 'mlp-8' },
      profile: binary,
      methods: [{ method: 'uniform-bsc', trainRate: 0.01 }],
      evaluation: { draws: 5, batch: 20, faultRates: [0.001, 0.1], randomisedLayers: true },
      data: { source: 'glyphs', limits: { train: 64, test: 30 }, validation: 7 },
    });
    const [clean, faulty] = studyEvaluations(questionOf(study));
    expect(clean).toMatchObject({ uses: 1, validationPasses: 3, testPasses: { value: 1 } });
    // In use, two rates, and either of two layers random
    expect(faulty).toMatchObject({ ratesAsInput: true, testPasses: { value: 5 * 5, low: 25, high: 25 } });
  });
});

test('an estimate adds up what was timed', () => {
  const study = smallStudy({ model: { architecture: 'mlp-8' }, profile: binary, methods: [{ method: 'reliable' }] });
  const question = questionOf(study);
  const [step] = studySteps(question);
  const timing = { firstMs: 104, samplesMs: [3, 4, 5] };
  const [clean, faulty] = studyEvaluations(question);
  const { parts, otherSeconds, totalSeconds } = probeEstimate({
    specification: study,
    steps: [{ ...step!, ...timing }],
    evaluations: [
      { ...clean!, firstMs: 10, samplesMs: [10] },
      { ...faulty!, firstMs: 30, samplesMs: [20] },
    ],
    testBatches: 2,
    validationBatches: 0,
    loadingMs: 1000,
    openingMs: 5,
  });
  expect(parts).toEqual([
    {
      title: 'reliable',
      stepMs: { value: 4, low: 3.5, high: 4.5 },
      steps: 12,
      runs: 1,
      seconds: { value: 0.048, low: 0.042, high: 0.054 },
      kind: 'train',
      architecture: 'mlp-8',
      arithmeticFraction: 1,
    },
  ]);
  const evaluating = 2 * 10 + 2 * 20;
  const takingApart = 10 * 3.5 * 4 + 5 * 100;
  const loading = 1000 + 8 * 5 + 100 + 10;
  expect(otherSeconds.value).toBeCloseTo((evaluating + takingApart + loading) / 1000, 9);
  expect(otherSeconds.low).toBeLessThan(otherSeconds.value);
  expect(totalSeconds.value).toBeCloseTo(otherSeconds.value + 0.048, 9);
});
