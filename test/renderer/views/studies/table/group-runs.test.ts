import { describe, expect, it } from 'vitest';
import { groupRuns, isGroup, summarise } from '../../../../../renderer/views/studies/table/group-runs.ts';
import { runRow } from '../run-fixture.ts';

const measured = (value: number) => ({ value, low: value, high: value, draws: 10 });
const rows = [
  runRow({ id: 1, method: 'saft', methodName: 'saft', profile: '5 %', seed: 1, accuracy: measured(0.9) }),
  runRow({ id: 2, method: 'plain', methodName: 'plain', profile: '5 %', seed: 1, accuracy: measured(0.5) }),
  runRow({ id: 3, method: 'saft', methodName: 'saft', profile: '5 %', seed: 2, accuracy: measured(0.94) }),
  runRow({ id: 4, method: 'saft', methodName: 'saft', profile: '9 %', seed: 1, status: 'running' }),
];

describe('groupRuns', () => {
  it('keeps runs under their group, groups in the order of their first run', () => {
    const items = groupRuns(rows, 'method', new Set());
    expect(items.map((item) => (isGroup(item) ? item.title : item.id))).toEqual(['SAFT', 1, 3, 4, 'Plain training', 2]);
  });

  it('sums up what is finished, and says over how many configurations', () => {
    const [saft] = groupRuns(rows, 'method', new Set()).filter(isGroup);
    expect(saft).toMatchObject({ runs: 3, finished: 2, configurations: 2, methodName: 'saft', ids: [1, 3, 4] });
    expect(saft!.accuracy!.mean).toBeCloseTo(0.92, 12);
    expect(saft!.accuracy!.standardDeviation).toBeCloseTo(0.02 * Math.SQRT2, 12);
    const seeds = groupRuns(rows, 'configuration', new Set()).filter(isGroup);
    expect(seeds.map(({ title, configurations, runs }) => [title, configurations, runs])).toEqual([
      ['SAFT · 5 % · Study', 1, 2],
      ['Plain training · 5 % · Study', 1, 1],
      ['SAFT · 9 % · Study', 1, 1],
    ]);
  });

  it('leaves out runs of collapsed groups', () => {
    const [first] = groupRuns(rows, 'profile', new Set()).filter(isGroup);
    const items = groupRuns(rows, 'profile', new Set([first!.group]));
    expect(items.map((item) => (isGroup(item) ? item.title : item.id))).toEqual(['5 %', '9 %', 4]);
  });

  it('is the list itself without grouping', () => {
    expect(groupRuns(rows, 'none', new Set())).toBe(rows);
  });
});

describe('summarise', () => {
  it('has no deviation for one value, and nothing for none', () => {
    expect(summarise([0.5])).toEqual({ mean: 0.5, standardDeviation: Number.NaN, n: 1 });
    expect(summarise([])).toBeUndefined();
    expect(summarise([2, 4, 4, 4, 5, 5, 7, 9])!.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });
});
