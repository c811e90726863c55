import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../../../main/contract/workbench/runs.ts';
import { orderOf, sortRuns, toggledSort, type SortKey } from '../../../../../renderer/views/studies/table/sort-runs.ts';
import { columnsByKey, runRow } from '../run-fixture.ts';

const accuracy = fc.option(
  fc.constantFrom(0.1, 0.2, 0.3, Number.NaN).map((value) => ({ value, low: 0, high: 1, draws: 1 })),
  { nil: undefined },
);
const rows = fc
  .array(
    fc.record({
      method: fc.option(fc.constantFrom('SAFT', 'saft', 'k = 2', 'k = 10', 'LaNMax', ''), { nil: undefined }),
      accuracy,
      locked: fc.boolean(),
      tags: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    }),
    { maxLength: 30 },
  )
  .map((each) => each.map((row, index) => runRow({ ...row, id: index + 1 })));
const shuffled = rows.chain((each) => fc.shuffledSubarray(each, { minLength: each.length }));
const sort: fc.Arbitrary<readonly SortKey[]> = fc.array(
  fc.record({
    column: fc.constantFrom('id', 'method', 'accuracy', 'locked', 'tags', 'unknown'),
    descending: fc.boolean(),
  }),
  { maxLength: 3 },
);

function ids(list: readonly RunRow[]): readonly number[] {
  return list.map((row) => row.id);
}

describe('sortRuns', () => {
  it('sorts many as the order of two says', () => {
    fc.assert(
      fc.property(fc.oneof(rows, shuffled), sort, (each, keys) => {
        expect(ids(sortRuns(each, keys, columnsByKey))).toEqual(ids(each.toSorted(orderOf(keys, columnsByKey))));
      }),
    );
  });

  it('puts runs without a value last, both ways', () => {
    const list = [
      runRow({ id: 1 }),
      runRow({ id: 2, accuracy: { value: 0.2, low: 0, high: 1, draws: 1 } }),
      runRow({ id: 3, accuracy: { value: 0.9, low: 0, high: 1, draws: 1 } }),
      runRow({ id: 4, accuracy: { value: Number.NaN, low: 0, high: 1, draws: 1 } }),
    ];
    const by = (descending: boolean) => ids(sortRuns(list, [{ column: 'accuracy', descending }], columnsByKey));
    expect(by(false)).toEqual([2, 3, 1, 4]);
    expect(by(true)).toEqual([3, 2, 1, 4]);
  });

  it('counts numbers within texts as numbers', () => {
    const list = ['k = 10', 'k = 2'].map((method, index) => runRow({ id: index + 1, method }));
    expect(ids(sortRuns(list, [{ column: 'method', descending: false }], columnsByKey))).toEqual([2, 1]);
  });

  it('takes several columns, and the order of making for equals', () => {
    const list = [
      runRow({ id: 3, method: 'b', seed: 1 }),
      runRow({ id: 1, method: 'b', locked: true }),
      runRow({ id: 2, method: 'a' }),
    ];
    const keys = [
      { column: 'method', descending: true },
      { column: 'locked', descending: false },
    ];
    expect(ids(sortRuns(list, keys, columnsByKey))).toEqual([3, 1, 2]);
    expect(ids(sortRuns(list, [], columnsByKey))).toEqual([1, 2, 3]);
  });
});

describe('toggledSort', () => {
  it('goes up, down and away', () => {
    const up = toggledSort([], 'seed', false);
    const down = toggledSort(up, 'seed', false);
    expect([up, down, toggledSort(down, 'seed', false)]).toEqual([
      [{ column: 'seed', descending: false }],
      [{ column: 'seed', descending: true }],
      [],
    ]);
  });

  it('adds a column behind the others', () => {
    const one = toggledSort([], 'method', false);
    const two = toggledSort(one, 'seed', true);
    expect(two.map((key) => key.column)).toEqual(['method', 'seed']);
    expect(toggledSort(two, 'seed', true)[1]).toEqual({ column: 'seed', descending: true });
    expect(toggledSort(two, 'seed', false)).toEqual([{ column: 'seed', descending: false }]);
    expect(toggledSort(two, 'id', false)).toEqual([{ column: 'id', descending: false }]);
  });
});
