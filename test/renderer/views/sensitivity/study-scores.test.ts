import { describe, expect, test } from 'vitest';
import type { MethodComparison } from '../../../../main/contract/results.ts';
import type { SensitivityScore } from '../../../../main/contract/run.ts';
import { profileSchema } from '../../../../main/contract/profile.ts';
import {
  agreementRows,
  agreements,
  agreementText,
  metricsOf,
} from '../../../../renderer/views/sensitivity/agreement.ts';
import { noiseRows, noiseText } from '../../../../renderer/views/sensitivity/noise-table.ts';
import {
  rankingColumns,
  rankingRows,
  scoreUnit,
  scoringText,
} from '../../../../renderer/views/sensitivity/ranking-table.ts';
import { saftChoices, usualChoice } from '../../../../renderer/views/sensitivity/saft-choices.ts';
import {
  scoredStudies,
  scoredStudyOptions,
  withoutScores,
} from '../../../../renderer/views/sensitivity/scored-studies.ts';

function scores(metric: SensitivityScore['metric'], values: Readonly<Record<string, number>>): SensitivityScore[] {
  return Object.entries(values).map(([layer, value]) => ({
    metric,
    layer,
    value,
    standardError: 0.012,
    n: 8,
    seed: 3,
    seconds: 2.5,
  }));
}

describe('which studies have scores', () => {
  const study = (id: number) => ({ id, name: `study ${id}`, createdAt: `2026-01-0${id}T00:00:00Z` });
  const run = (
    studyId: number,
    kind: 'prepare' | 'train',
    status: 'finished' | 'queued' | 'failed',
    profile = 'p',
  ) => ({
    studyId,
    kind,
    status,
    profile,
  });
  const runs = [
    run(1, 'prepare', 'finished', 'a'),
    run(1, 'prepare', 'finished', 'b'),
    run(2, 'train', 'finished'),
    run(3, 'prepare', 'queued'),
    run(4, 'prepare', 'failed'),
    run(5, 'prepare', 'finished', 'c'),
    run(5, 'prepare', 'queued', 'd'),
  ];

  test('is told by profiles that are prepared, the newest study first', () => {
    const found = scoredStudies([1, 2, 3, 4, 5].map(study), runs);
    expect(found.map(({ id, profiles }) => [id, profiles])).toEqual([
      [5, ['c']],
      [1, ['a', 'b']],
    ]);
    expect(scoredStudyOptions(found)[1]).toEqual({ value: '1', label: '1 · study 1', description: 'a, b' });
  });

  test('and why the others have none', () => {
    expect(withoutScores(2, runs)).toMatchObject({ isUnderWay: false });
    expect(withoutScores(2, runs).text).toMatch(/initial/);
    expect(withoutScores(3, runs)).toMatchObject({ isUnderWay: true });
    expect(withoutScores(4, runs)).toMatchObject({ isUnderWay: false });
    expect(withoutScores(4, runs).text).toMatch(/did not finish/);
  });
});

const method = (more: Partial<MethodComparison>): MethodComparison => ({
  method: 'saft',
  label: 'SAFT',
  recovered: { value: 0.9, low: 0.8, high: 1, confidence: 0.95, over: 'seeds', n: 3 },
  seeds: [],
  ...more,
});
const plan = (trained: readonly string[], reason = 'why') => ({
  trained,
  frozen: [],
  trainedBatchNorms: [],
  reason,
  speedupBound: 1,
});

describe('the choices of layers', () => {
  const choices = saftChoices([
    method({ method: 'noise-injection', plan: plan(['a', 'b']) }),
    method({ label: 'SAFT k=1, p=0.1', plan: plan(['a']), chosenBy: 'std' }),
    method({ label: 'SAFT k=1, p=0.2', plan: plan(['a']), chosenBy: 'std' }),
    method({ label: 'SAFT k=1 by kl', plan: plan(['a']), chosenBy: 'kl' }),
    method({ label: 'not trained yet' }),
    method({ label: 'named', plan: plan(['b']) }),
  ]);

  test('are each told once', () => {
    expect(choices.map(({ label, trained }) => [label, trained])).toEqual([
      ['SAFT k=1, p=0.1 and 1 more', ['a']],
      ['SAFT k=1 by kl', ['a']],
      ['named', ['b']],
    ]);
  });

  test('mark those that the metric made', () => {
    expect(usualChoice(choices, 'kl')?.label).toBe('SAFT k=1 by kl');
    expect(usualChoice(choices, 'kl-histogram')?.label).toBe('SAFT k=1, p=0.1 and 1 more');
    expect(usualChoice([], 'std')).toBeUndefined();
  });
});

describe('a ranking', () => {
  const own = scores('std', { first: 0.5, second: 2, third: 1 });

  test('is by falling score, with a star in the column of each choice', () => {
    const choices = saftChoices([
      method({ label: 'SAFT k=1', plan: plan(['second']) }),
      method({ label: 'named', plan: plan(['first']) }),
    ]);
    expect(rankingColumns(choices, 'nats').map(({ label, unit }) => [label, unit])).toEqual([
      ['Rank', undefined],
      ['Layer', undefined],
      ['Score', 'nats'],
      ['Of the highest', undefined],
      ['SAFT k=1', undefined],
      ['named', undefined],
    ]);
    expect(rankingRows(own, choices)).toEqual([
      { rank: '1', layer: 'second', score: '2.000\u00a0±\u00a00.012', share: '100\u202f%', choice0: '★', choice1: '' },
      { rank: '2', layer: 'third', score: '1.000\u00a0±\u00a00.012', share: '50\u202f%', choice0: '', choice1: '' },
      { rank: '3', layer: 'first', score: '0.500\u00a0±\u00a00.012', share: '25\u202f%', choice0: '', choice1: '★' },
    ]);
  });

  test('has shares only of a highest score above 0', () => {
    expect(rankingRows(scores('kl', { a: 0, b: 0 }), []).map(({ share }) => share)).toEqual(['–', '–']);
  });

  test('says how it was measured', () => {
    expect(scoringText(own)).toBe('8 noise draws, seed 3; scoring all layers took 2.5\u202fs.');
    expect(scoringText([{ ...own[0]!, n: 1 }])).toMatch(/^1 noise draw,/);
    expect(scoringText([])).toBe('');
    expect([scoreUnit('kl-histogram'), scoreUnit('std')]).toEqual(['nats', undefined]);
  });
});

describe('the agreement of rankings', () => {
  const one = {
    label: 'one',
    sensitivity: [...scores('std', { a: 4, b: 3, c: 2, d: 1 }), ...scores('kl', { a: 3, b: 4, c: 1, d: 2 })],
  };
  const two = { label: 'two', sensitivity: scores('std', { a: 1, b: 2, c: 3, d: 4 }) };

  test('is with other metrics of the profile, and with other profiles by the metric', () => {
    expect(metricsOf(one.sensitivity)).toEqual(['std', 'kl']);
    const [byKl, underTwo, ...none] = agreements([one, two], one, 'std', 2);
    expect(none).toEqual([]);
    expect(byKl).toMatchObject({ other: 'by kl', layers: 4, k: 2, shared: 2 });
    expect(byKl!.correlation).toBeCloseTo(0.6, 9);
    expect(underTwo).toMatchObject({ other: 'under two', shared: 0 });
    expect(underTwo!.correlation).toBeCloseTo(-1, 9);
    expect(agreements([one, two], two, 'std', 9)).toMatchObject([{ other: 'under one', k: 4, shared: 4 }]);
  });

  test('is told in a plain sentence, with what chance would give', () => {
    const agreement = { other: 'by kl', layers: 20, correlation: 0.86, k: 7, shared: 6 };
    expect(agreementText(agreement)).toBe(
      "By kl: nearly the same order (Spearman's ρ = 0.86 over 20 layers). Of the 7 highest of each, 6 are the same; by chance it would be about 2.5.",
    );
    const orders = [0.79, 0.3, 0, -0.4].map((correlation) => agreementText({ ...agreement, correlation }));
    expect(orders.map((text) => /: (.*) \(/.exec(text)![1])).toEqual([
      'a similar order',
      'a loosely similar order',
      'another order',
      'rather the opposite order',
    ]);
    expect(agreementText({ ...agreement, correlation: undefined, k: 1, shared: 0 })).toBe(
      'By kl: no correlation can be told. The highest is another one.',
    );
    expect(agreementRows([agreement])).toEqual([
      { other: 'by kl', correlation: '0.86', shared: '6 of 7', chance: '2.5' },
    ]);
  });
});

describe('the noise that was measured', () => {
  const report = { layers: [{ layer: 'fc1', asked: 0.1, measured: 0.0995, weights: 1200 }], matmulLayers: 2 };

  test('stands beside what was asked for', () => {
    expect(noiseRows(report)).toEqual([
      { layer: 'fc1', weights: '1,200', asked: '0.100', measured: '0.0995', ratio: '0.995' },
    ]);
    const free = { ...report, layers: [{ ...report.layers[0]!, asked: 0, measured: 0 }] };
    expect(noiseRows(free)[0]!['ratio']).toBe('–');
  });

  test('says what it is: of weights, of a reference, or of bits', () => {
    const gaussian = { noise: 'gaussian', sigma: 0.1 };
    const relative = profileSchema.parse({ weights: { ...gaussian, mode: 'multiplicative' } });
    const additive = profileSchema.parse({ weights: { ...gaussian, mode: 'additive' } });
    const memory = profileSchema.parse({ quantization: { bits: 8 }, memory: { rate: 0.01 } });
    const perfect = profileSchema.parse({
      quantization: { bits: 8 },
      memory: {},
      weights: { ...gaussian, mode: 'multiplicative' },
    });
    expect(noiseText(report, relative)).toMatch(/^1 of 2 .* relative to each weight/);
    expect(noiseText({ ...report, matmulLayers: 1 }, additive)).toMatch(/^All 1 .* in units of the reference/);
    expect(noiseText(report, memory)).toMatch(/stored bits/);
    // A memory without faults: the analog noise is what was measured
    expect(noiseText(report, perfect)).toMatch(/relative to each weight/);
  });
});
