import { describe, expect, test } from 'vitest';
import { compareStudy } from '../../../main/runs/comparison/compare-study.ts';
import { smallStudy } from '../job/bench.ts';
import { finishedMemoryStudy, memoryStudy } from '../laboratory/memory-study.ts';
import { accuracy, score, storeStudy, timing } from '../laboratory/stored-study.ts';

const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
const specification = smallStudy({
  name: 'Compared',
  profile: undefined,
  profiles: { weak: { weights: noise }, strong: { weights: { ...noise, sigma: 1 } } },
  methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { by: 'std', k: 1 } }],
  seeds: [1, 2, 3],
});

describe('the comparison of a study', () => {
  const study = storeStudyOnce();

  test('has nothing to compare before anything is finished', () => {
    const { store, studyId, ids } = storeStudy(specification);
    expect(compareStudy(store, studyId)).toMatchObject({
      study: { id: studyId, name: 'Compared', runs: { queued: ids.length } },
      data: 'glyphs (built in)',
      profiles: [],
    });
    expect(compareStudy(store, studyId).unfinished).toHaveLength(ids.length);
  });

  test('has the profiles in the order they were written in', () => {
    const study = storeStudy(specification);
    study.configurations.forEach(({ kind }, index) => {
      if (kind === 'prepare') study.finish(study.ids[index]!, [accuracy('clean', [0.9])]);
    });
    expect(compareStudy(study.store, study.studyId).profiles.map(({ label }) => label)).toEqual(['weak', 'strong']);
  });

  test('has a ladder: before training as measured, after it over seeds', () => {
    const [weak, strong] = study().profiles;
    expect(
      weak!.ladder.map(({ stage, label, accuracy: { value, over, n } }) => [stage, label, value, over, n]),
    ).toEqual([
      ['clean', undefined, 0.9, 'images', 200],
      ['noisy', undefined, expect.closeTo(0.5), 'draws', 2],
      ['recovered-clean', 'noise injection', expect.closeTo(0.88), 'seeds', 3],
      ['recovered', 'noise injection', expect.closeTo(0.8), 'seeds', 3],
      // One seed alone is finished: its own interval
      ['recovered-clean', 'SAFT k=1', expect.closeTo(0.85), 'images', 200],
      ['recovered', 'SAFT k=1', expect.closeTo(0.75), 'draws', 2],
    ]);
    // Student, two degrees of freedom: t = 4.302653, s = 0.02
    const { low, high } = weak!.ladder[3]!.accuracy;
    expect([low, high]).toEqual([
      expect.closeTo(0.8 - (4.302653 * 0.02) / Math.sqrt(3), 6),
      expect.closeTo(0.8 + (4.302653 * 0.02) / Math.sqrt(3), 6),
    ]);
    expect(strong).toBeUndefined();
  });

  test('takes the runs of its own profile, method and seed, pairs them, and says what is missing', () => {
    const { profiles, unfinished, study: summary, data } = study();
    const [injection, saft] = profiles[0]!.methods;
    expect(injection!.seeds.map(({ seed, accuracy: value }) => [seed, value])).toEqual([
      [1, expect.closeTo(0.78)],
      [2, expect.closeTo(0.8)],
      [3, expect.closeTo(0.82)],
    ]);
    expect(injection!.pairedTest).toBeUndefined();
    expect(saft!.pairedTest).toMatchObject({
      against: 'noise injection',
      pairs: 1,
      n: 1,
      pValue: 1,
      smallestPossiblePValue: 1,
      exact: true,
      difference: { value: expect.closeTo(0.75 - 0.8), over: 'seeds', n: 1 },
    });
    expect(saft!.chosenBy).toBe('std');
    expect(saft!.plan!.trained).toEqual(['fc2']);
    expect(profiles[0]!.sensitivity.map(({ layer, value }) => [layer, value])).toEqual([['fc2', 3]]);
    expect(unfinished.map(({ profile, kind, seed, status }) => [profile, kind, seed, status])).toEqual([
      ['weak', 'train', 1, 'failed'],
      ['weak', 'train', 3, 'queued'],
      ['strong', 'prepare', 1, 'queued'],
      ...[1, 1, 2, 2, 3, 3].map((seed) => ['strong', 'train', seed, 'queued']),
    ]);
    expect(summary.runs).toEqual({ finished: 6, failed: 1, queued: 8 });
    expect(data).toBe('glyphs (built in), 200 test images');
  });

  test('has the measured speed-up, over seeds, from medians', () => {
    const [injection, saft] = study().profiles[0]!.methods;
    expect(injection!.timing).toMatchObject({ totalMs: 20, fullStepMs: 20, samples: 27 });
    expect(injection!.speedup).toMatchObject({ value: 1, n: 3 });
    expect(saft!.timing).toMatchObject({ totalMs: 10, fullStepMs: 22 });
    expect(saft!.speedup).toMatchObject({ value: 2.2, over: 'seeds', n: 1 });
  });
});

describe('a study that begins with initial weights', () => {
  test('is compared without a run that prepares it; against reliable memory', () => {
    const { store, studyId, configurations } = finishedMemoryStudy(memoryStudy());
    expect(configurations.every(({ kind }) => kind === 'train')).toBe(true);
    const { profiles, unfinished } = compareStudy(store, studyId);
    expect(unfinished).toEqual([]);
    expect(profiles[0]!.ladder.map(({ stage, label }) => [stage, label])).toEqual(
      ['reliable', 'uniform p=0.01', 'uniform p=0.1', 'LaNMax λ=1', 'LaNMax λ=4'].map((label) => ['recovered', label]),
    );
    expect(profiles[0]!.sensitivity).toEqual([]);
    expect(profiles[0]!.noise).toBeUndefined();
    const [reliable, uniform] = profiles[0]!.methods;
    expect(reliable!.pairedTest).toBeUndefined();
    expect(uniform!.pairedTest).toMatchObject({
      against: 'reliable',
      pairs: 3,
      difference: { value: expect.closeTo(-0.02, 12) },
    });
  });

  test('tests are corrected for how many there are, over all profiles', () => {
    const { store, studyId } = finishedMemoryStudy(memoryStudy());
    const tests = compareStudy(store, studyId).profiles[0]!.methods.flatMap(({ pairedTest }) => pairedTest ?? []);
    expect(tests.map(({ pValue, holmPValue }) => [pValue, holmPValue])).toEqual(
      [0.25, 0.25, 1, 0.25].map((p) => [p, 1]),
    );
  });
});

/** Pretraining, the weak profile prepared, noise injection with three seeds, SAFT with one, one failed. */
function storeStudyOnce(): () => ReturnType<typeof compareStudy> {
  let found: ReturnType<typeof compareStudy> | undefined;
  return () => {
    if (found !== undefined) return found;
    const study = storeStudy(specification);
    const { ids, configurations, finish, store, studyId } = study;
    const plan = { trained: ['fc2'], frozen: ['fc1'], trainedBatchNorms: [], reason: 'made up', speedupBound: 1.5 };
    configurations.forEach(({ kind, profile, method, seed }, index) => {
      const id = ids[index]!;
      if (kind === 'pretrain') finish(id, [accuracy('recovered-clean', [0.9])]);
      else if (profile!.label === 'strong') return;
      else if (kind === 'prepare')
        finish(id, [accuracy('clean', [0.9]), accuracy('noisy', [0.4, 0.6]), score('fc2', 3)]);
      else if (method!.method === 'noise-injection') {
        const mean = 0.76 + 0.02 * seed;
        const clean = accuracy('recovered-clean', [0.86 + 0.01 * seed]);
        finish(id, [clean, accuracy('recovered', [mean - 0.1, mean + 0.1]), timing(10 * seed, 10 * seed)]);
      } else if (seed === 2) {
        const results = [accuracy('recovered-clean', [0.85]), accuracy('recovered', [0.7, 0.8]), timing(10, 22)];
        finish(id, [{ type: 'plan', plan }, ...results]);
      } else if (seed === 1) {
        const error = { name: 'LabError', code: 'not-finite', message: 'It diverged.', nextStep: 'Again.' } as const;
        finish(id, [accuracy('recovered', [0.1, 0.1])], { type: 'failed', error });
      }
    });
    return (found = compareStudy(store, studyId));
  };
}
