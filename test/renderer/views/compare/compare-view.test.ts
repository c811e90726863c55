import { describe, expect, test } from 'vitest';
import { readSettings, usualSettings } from '../../../../renderer/views/compare/compare-settings.ts';
import { sectionsOf } from '../../../../renderer/views/compare/comparison-sections.ts';
import {
  describeLadderRow,
  ladderChartRows,
  readableLadder,
} from '../../../../renderer/views/compare/ladder/ladder-table.ts';
import { runsText, studyOfRoute, studyOptions, usualStudy } from '../../../../renderer/views/compare/study-choice.ts';
import { comparison, methods } from './compare-fixture.ts';
import { plain } from './report-lines.ts';

const study = (id: number, runs: Record<string, number>) => ({
  ...{ id, name: `Study ${id}`, runs },
  createdAt: `2026-01-0${id}T00:00:00Z`,
});

describe('the study', () => {
  test('is the newest that is finished, otherwise the newest with something to show', () => {
    const finished = study(1, { finished: 3 });
    const running = study(2, { finished: 1, running: 2 });
    const queued = study(3, { queued: 5 });
    expect(usualStudy([finished, running, queued])).toBe(1);
    expect(usualStudy([running, queued])).toBe(2);
    expect(usualStudy([queued])).toBeUndefined();
    expect(studyOptions([finished, running, queued]).map(({ value }) => value)).toEqual(['3', '2', '1']);
    expect(runsText(running)).toBe('1 of 3 runs finished');
    expect(runsText(finished)).toBe('3 runs, all finished');
  });

  test('is the one that the address names', () => {
    expect(['12', '0', '', 'x', '1e3', undefined, ['4']].map(studyOfRoute)).toEqual([
      12,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});

describe('settings', () => {
  test('come back as they were left', () => {
    const settings = {
      ...usualSettings(),
      ...{ network: 'lenet5', logarithmic: false, accuracy: 0.95, pinned: ['a'], axes: ['energy', 'seed'] },
      ...{ pair: { method: 'a', against: 'b' }, scales: { energy: 'linear' as const }, perConfiguration: false },
    };
    expect(readSettings(JSON.stringify(settings))).toEqual(settings);
  });

  test.each([
    '',
    'nonsense',
    'null',
    '[]',
    '{"pinned":3,"pair":{"method":1},"axes":[1],"scales":{"a":"cubic"}}',
    undefined,
  ])('are the usual ones where %j was kept', (text) => {
    expect(readSettings(text)).toEqual(usualSettings());
  });
});

describe('sections', () => {
  const ids = (changed: Partial<typeof comparison>): string[] =>
    sectionsOf({ ...comparison, ...changed }).map(({ id }) => id);

  test('are those that the comparison has something to say about', () => {
    expect(ids({})).toEqual([
      ...['fronts', 'tables', 'runs', 'ladder', 'tests', 'rates', 'curves', 'sensitivity', 'weights', 'differences'],
    ]);
    expect(ids({ fronts: undefined, rateHistories: [], faultCurves: [] })).toEqual([
      ...['tables', 'runs', 'ladder', 'tests', 'sensitivity', 'weights', 'differences'],
    ]);
    expect(ids({ profiles: [], fronts: undefined, rateHistories: [], faultCurves: [] })).toEqual(['differences']);
  });
});

describe('the ladder', () => {
  const [profile] = comparison.profiles;

  test('has a row for each stage and each method, with and without noise', () => {
    const rows = ladderChartRows(profile!);
    expect(rows.map(({ name }) => name)).toEqual([
      ...['clean', 'quantised', 'noisy, untrained, p=0.003'],
      ...methods.map(({ label }) => label),
    ]);
    expect(plain(describeLadderRow(rows[3]!))).toBe(
      'noise injection p=0.001, 97.2 ± 1.2 % under noise, 97.50 ± 0.21 % without noise',
    );
    expect(plain(describeLadderRow(rows[0]!))).toBe('clean, 96.82 ± 0.34 %');
  });

  test('of very many methods keeps the most accurate, and says so', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...methods[0]!,
      label: `method ${index}`,
      recovered: { ...methods[0]!.recovered, value: index / 100 },
    }));
    const { profile: readable, note } = readableLadder({ ...profile!, methods: many });
    expect(readable.methods).toHaveLength(60);
    expect(readable.methods[0]!.label).toBe('method 40');
    expect(readable.ladder.every(({ label }) => label === undefined)).toBe(true);
    expect(note).toBe('The 60 most accurate of 100 configurations.');
    expect(readableLadder(profile!)).toEqual({ profile, note: '' });
  });
});
