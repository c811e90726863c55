import { describe, expect, test } from 'vitest';
import { savingsTable } from '../../../main/report/front-tables.ts';
import { compareStudy } from '../../../main/runs/comparison/compare-study.ts';
import { finishedMemoryStudy, memoryEvent, memoryOf, memoryStudy, smallWeights } from '../laboratory/memory-study.ts';
import { accuracy, storeStudy } from '../laboratory/stored-study.ts';

type Fronts = NonNullable<ReturnType<typeof compareStudy>['fronts']>;

describe('the fronts of a study', () => {
  let found: Fronts | undefined;
  const fronts = (): Fronts => {
    const { store, studyId } = finishedMemoryStudy(memoryStudy());
    return (found ??= compareStudy(store, studyId).fronts!);
  };
  const saving = (method: string, against: string, at: number) =>
    fronts().savings.find(
      (each) => each.method === method && each.against === against && Math.abs(each.accuracy - at) < 1e-9,
    )?.factor;

  test('have a point for each configuration, by method and energy, in units of the reference', () => {
    expect(fronts().reference).toEqual({ architecture: 'mlp-8', weights: smallWeights, bits: 1 });
    expect(
      fronts().fronts.map(({ method, points }) => [
        method,
        points.map(({ label, energy, accuracy: { value } }) => [label, energy.value, value]),
      ]),
    ).toEqual([
      ['reliable', [['reliable', 1, 0.95]]],
      [
        'uniform-bsc',
        [
          ['uniform p=0.1', expect.closeTo(0.18, 12), 0.8],
          ['uniform p=0.01', expect.closeTo(0.36, 12), 0.93],
        ],
      ],
      [
        'lanmax',
        [
          ['LaNMax λ=4', expect.closeTo(0.2, 12), 0.91],
          ['LaNMax λ=1', expect.closeTo(0.3, 12), 0.95],
        ],
      ],
    ]);
    const [reliable] = fronts().fronts[0]!.points;
    expect(reliable!.seeds.map(({ seed, energy, draws }) => [seed, energy, draws])).toEqual(
      [1, 2, 3].map((seed) => [seed, 1, [0.95, 0.95]]),
    );
    expect(reliable!.memory!.layers.map(({ layer }) => layer)).toEqual(['fc1', 'fc2']);
  });

  test('know which points are dominated, in their method and by any', () => {
    expect(
      fronts().fronts.flatMap(({ points }) =>
        points.map(({ label, dominated, dominatedByAny }) => [label, dominated, dominatedByAny]),
      ),
    ).toEqual([
      ['reliable', false, true],
      ['uniform p=0.1', false, false],
      ['uniform p=0.01', false, true],
      ['LaNMax λ=4', false, false],
      ['LaNMax λ=1', false, false],
    ]);
  });

  test('have the hypervolume above chance and below the reference, where seeds agree without a spread', () => {
    // Of 0.9 x 1: (0.91 - 0.1) (1 - 0.2) + (0.95 - 0.91) (1 - 0.3)
    const lanmax = (0.81 * 0.8 + 0.04 * 0.7) / 0.9;
    const uniform = (0.7 * 0.82 + 0.13 * 0.64) / 0.9;
    const values = fronts().fronts.map(({ hypervolume }) => hypervolume);
    expect(values.map(({ value }) => value)).toEqual([0, expect.closeTo(uniform, 12), expect.closeTo(lanmax, 12)]);
    expect(values[2]).toMatchObject({ low: expect.closeTo(lanmax, 12), over: 'resamples', n: 2000, confidence: 0.95 });
  });

  test('save energy at the same accuracy: at a measured point, and between two', () => {
    expect(saving('lanmax', 'reliable', 0.95)!.value).toBeCloseTo(1 / 0.3, 12);
    expect(saving('reliable', 'lanmax', 0.95)!.value).toBeCloseTo(0.3, 12);
    // LaNMax reaches 0.93 half-way between its points
    expect(saving('lanmax', 'uniform-bsc', 0.93)!.value).toBeCloseTo(0.36 / 0.25, 12);
    // A point below the best that both reach
    expect(saving('lanmax', 'reliable', 0.94)!.value).toBeCloseTo(1 / 0.275, 12);
    expect(saving('reliable', 'uniform-bsc', 0.95)).toBeUndefined();
    expect(savingsTable(fronts().savings)).toMatch(/lanmax +reliable +95\.00 +3\.33 \[3\.33, 3\.33\]/);
  });

  test('gain accuracy at the same energy', () => {
    const gains = fronts().gains.filter(({ method, against }) => method === 'lanmax' && against === 'uniform-bsc');
    const { energy, gain } = gains.at(0)!;
    expect(energy).toBeCloseTo(0.2, 12);
    // The uniform front at 0.2 is 2 / 18 of the way from 0.8 to 0.93
    expect(gain.value).toBeCloseTo(0.91 - (0.8 + (0.13 * 2) / 18), 12);
    expect(gains.at(-1)!.energy).toBeCloseTo(0.3, 12);
  });
});

describe('what spreads', () => {
  test('over seeds widens both: the energy of each seed is its own', () => {
    const study = storeStudy(memoryStudy({ methods: [{ method: 'reliable' }, { method: 'lanmax', tradeoff: 1 }] }));
    study.ids.forEach((id) => {
      const { methodLabel, seed } = study.store.runs.get(id);
      const isLanmax = methodLabel === 'LaNMax λ=1';
      const report = memoryOf(isLanmax ? 0.25 + 0.05 * seed : 1, 0.01);
      const mean = isLanmax ? 0.96 : 0.94;
      study.finish(id, [accuracy('recovered', [mean - 0.01, mean + 0.01]), memoryEvent(report)]);
    });
    const { fronts, savings } = compareStudy(study.store, study.studyId).fronts!;
    const { energy } = fronts[1]!.points[0]!;
    // Student with two degrees of freedom: t = 4.302653, s = 0.05
    expect(energy).toMatchObject({ over: 'seeds', n: 3 });
    expect([energy.low, energy.value, energy.high]).toEqual(
      [-1, 0, 1].map((side) => expect.closeTo(0.35 + (side * 4.302653 * 0.05) / Math.sqrt(3), 6)),
    );
    const { factor } = savings.find(({ method, accuracy: at }) => method === 'lanmax' && Math.abs(at - 0.94) < 1e-9)!;
    expect(factor.value).toBeCloseTo(1 / 0.35, 12);
    expect(factor.low).toBeLessThan(1 / 0.37);
    expect(factor.low).toBeGreaterThan(1);
    expect(factor.high).toBeGreaterThan(1 / 0.33);
  });

  test('is unknown with a single seed', () => {
    const { store, studyId } = finishedMemoryStudy(memoryStudy({ seeds: [7] }));
    const { fronts, savings } = compareStudy(store, studyId).fronts!;
    expect(fronts[2]!.hypervolume).toMatchObject({ value: expect.any(Number), low: NaN, high: NaN });
    expect(savings.length).toBeGreaterThan(0);
    expect(savings.every(({ factor }) => Number.isNaN(factor.low))).toBe(true);
  });
});

describe('one network alone', () => {
  const compared = () => {
    const reliable = { method: 'reliable' };
    const methods = [reliable, { ...reliable, architecture: 'mlp-bn-4' }, { method: 'uniform-bsc', trainRate: 0.01 }];
    const study = storeStudy(memoryStudy({ methods }));
    study.ids.forEach((id) => study.finish(id, [accuracy('recovered', [0.9, 0.92]), memoryEvent(memoryOf(1, 0.01))]));
    const own = study.store.studies.get(study.studyId).specification.model.architecture!;
    return { own, compare: (network?: string) => compareStudy(study.store, study.studyId, network).fronts! };
  };

  test('has its points and no others, and says so', () => {
    const { own, compare } = compared();
    expect(compare().fronts.map(({ points }) => points.length)).toEqual([2, 1]);
    expect(compare().network).toBeUndefined();
    const { fronts, network, reference } = compare(own.toUpperCase());
    expect(network).toBe(own);
    expect(reference).toEqual(compare().reference);
    expect(fronts.flatMap(({ points }) => points.map(({ architecture }) => architecture))).toEqual([own, own]);
    expect(compare('mlp-bn-4').fronts.map(({ method }) => method)).toEqual(['reliable']);
  });

  test('must be one of the study', () => {
    const { compare } = compared();
    expect(() => compare('lenet5')).toThrow(/No finished run of the study has the network lenet5/);
    expect(() => compare('lenet')).toThrow(/no architecture named/);
  });
});

describe('several profiles', () => {
  const profile = { quantization: { scheme: 'binary' } };

  test('share the fronts of their methods, each point with its profile', () => {
    const methods = [{ method: 'noise-injection' }, { method: 'uniform-bsc', trainRate: 0.01 }];
    const profiles = { low: { ...profile, memory: { rate: 0.02 } }, none: profile };
    const study = storeStudy(memoryStudy({ profile: undefined, profiles, methods, seeds: [1] }));
    study.ids.forEach((id) => {
      const { profileLabel } = study.store.runs.get(id);
      const report = memoryEvent(memoryOf(profileLabel === 'low' ? 0.3 : 1, 0.02));
      study.finish(id, [accuracy('recovered', [0.9]), report]);
    });
    const { fronts, reference } = compareStudy(study.store, study.studyId).fronts!;
    expect(fronts.map(({ method, points }) => [method, points.map((point) => point.profile)])).toEqual([
      ['noise-injection', ['low', 'none']],
      ['uniform-bsc', ['low', 'none']],
    ]);
    expect(reference.bits).toBe(1);
  });

  test('without any memory have no fronts', () => {
    const study = storeStudy(memoryStudy({ profile, methods: [{ method: 'noise-injection' }], seeds: [1] }));
    study.finish(study.ids[0]!, [accuracy('recovered', [0.9]), memoryEvent(memoryOf(1, 0))]);
    expect(compareStudy(study.store, study.studyId).fronts).toBeUndefined();
  });
});

test('nothing finished, or no accuracy: no fronts', () => {
  const study = storeStudy(memoryStudy());
  expect(compareStudy(study.store, study.studyId).fronts).toBeUndefined();
  study.finish(study.ids[0]!, [memoryEvent(memoryOf(1, 0))]);
  expect(compareStudy(study.store, study.studyId).fronts).toBeUndefined();
});
