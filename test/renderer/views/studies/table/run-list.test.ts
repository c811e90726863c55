import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../../../main/contract/workbench/runs.ts';
import { changesBetween, updatedList } from '../../../../../renderer/views/studies/table/run-list.ts';
import { orderOf, sortRuns } from '../../../../../renderer/views/studies/table/sort-runs.ts';
import { columnsByKey, runRow } from '../run-fixture.ts';

const keys = [{ column: 'duration', descending: true }];
const test = (row: RunRow): boolean => row.status === 'finished';

const state = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    durationSeconds: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    status: fc.constantFrom('finished' as const, 'running' as const),
  }),
  { selector: (row) => row.id, maxLength: 40 },
);

function rowsOf(each: readonly Partial<RunRow>[], kept: ReadonlyMap<number, RunRow> = new Map()): readonly RunRow[] {
  return each.map((row, index) => (index % 3 === 0 ? (kept.get(row.id!) ?? runRow(row)) : runRow(row)));
}

const sortedList = (rows: readonly RunRow[]) => sortRuns(rows.filter(test), keys, columnsByKey);

describe('updatedList', () => {
  it('is what sorting everything again would give', () => {
    fc.assert(
      fc.property(state, state, (first, second) => {
        const before = rowsOf(first);
        const known = new Map(before.map((row) => [row.id, row]));
        const after = rowsOf(second, known);
        const list = updatedList(sortedList(before), changesBetween(known, after), test, orderOf(keys, columnsByKey));
        expect(list).toEqual(sortedList(after));
      }),
      { numRuns: 300 },
    );
  });

  it('stays the same object when nothing happened', () => {
    const rows = [runRow({ id: 1 }), runRow({ id: 2 })];
    const changes = changesBetween(new Map(rows.map((row) => [row.id, row])), [...rows]);
    expect(changes).toEqual({ changed: [], gone: [] });
    expect(updatedList(rows, changes, test, orderOf([], columnsByKey))).toBe(rows);
  });
});

describe('changesBetween', () => {
  it('tells what came, changed and went', () => {
    const [one, two] = [runRow({ id: 1 }), runRow({ id: 2 })];
    const changed = runRow({ id: 2, status: 'failed' });
    const added = runRow({ id: 3 });
    const before = new Map([
      [1, one],
      [2, two],
    ]);
    expect(changesBetween(before, [changed, added])).toEqual({ changed: [changed, added], gone: [1] });
  });
});
