import { describe, expect, it } from 'vitest';
import { printFilter } from '../../../../../renderer/views/studies/filter/print-filter.ts';
import { cellConditions, filterItems } from '../../../../../renderer/views/studies/grid/cell-menu.ts';
import { columnMenu, fittingWidth } from '../../../../../renderer/views/studies/grid/column-menu.ts';
import { usualView, type RunView } from '../../../../../renderer/views/studies/state/run-view.ts';
import { baseColumns } from '../../../../../renderer/views/studies/table/base-columns.ts';
import { usualLayout } from '../../../../../renderer/views/studies/table/column-layout.ts';
import { runRow } from '../run-fixture.ts';

const byKey = new Map(baseColumns.map((column) => [column.key, column]));
const row = runRow({ id: 3, method: 'SAFT k = 7', methodName: 'saft', durationSeconds: 4, tags: ['a', 'b'] });
const conditions = (key: string): readonly string[] => cellConditions(byKey.get(key)!, row).map(printFilter);

describe('the menu of a cell', () => {
  it('filters by its value, or by what is near it', () => {
    expect(conditions('duration')).toEqual(['duration = 4', 'duration != 4', 'duration >= 4', 'duration <= 4']);
    expect(conditions('status')).toEqual(['status = finished', 'status != finished']);
    expect(conditions('accuracy')).toEqual(['accuracy = empty', 'accuracy != empty']);
  });

  it('offers the name of a method beside its label, and each tag', () => {
    expect(conditions('method')).toEqual(['method = "SAFT k = 7"', 'method = saft', 'method != "SAFT k = 7"']);
    expect(conditions('tags')).toEqual(['tags = a', 'tags = b', 'tags != a']);
  });

  it('passes on what was chosen', () => {
    const chosen: string[] = [];
    const items = filterItems(byKey.get('seed')!, row, (condition) => chosen.push(printFilter(condition)));
    items.find((item) => item.label === 'Filter by seed >= 1')!.select();
    expect(chosen).toEqual(['seed >= 1']);
  });
});

describe('the menu of a column', () => {
  const view = usualView(usualLayout(byKey));
  function chosen(key: string, label: string, from: RunView = view): Partial<RunView> {
    let change: Partial<RunView> = {};
    const items = columnMenu(
      byKey.get(key)!,
      from,
      () => 90,
      (part) => (change = part),
    );
    const item = items.find((each) => each.label === label);
    if (item === undefined) throw new Error(`${label} is not in the menu`);
    item.select();
    return change;
  }
  const widthOf = (change: Partial<RunView>, key: string) => change.layout!.find((place) => place.key === key)!.width;

  it('sorts, groups and hides', () => {
    expect(chosen('seed', 'Sort descending').sort).toEqual([{ column: 'seed', descending: true }]);
    expect(chosen('seed', 'Then sort by this').sort!.map((key) => key.column)).toEqual(['id', 'seed']);
    expect(chosen('method', 'Group by method').grouping).toBe('method');
    expect(chosen('seed', 'Hide').layout!.some((place) => place.key === 'seed')).toBe(false);
    expect(() => chosen('seed', 'Group by seed')).toThrow();
  });

  it('does what dragging does', () => {
    expect(
      chosen('method', 'Move left')
        .layout!.map((place) => place.key)
        .slice(0, 3),
    ).toEqual(['id', 'method', 'study']);
    expect(chosen('method', 'Pin to the left').layout!.filter((place) => place.pinned)).toHaveLength(2);
    expect(widthOf(chosen('seed', 'Wider'), 'seed')).toBe(byKey.get('seed')!.width + 24);
    expect(widthOf(chosen('seed', 'Fit to its content'), 'seed')).toBe(90);
  });

  it('puts columns of numbers on the axes of the chart', () => {
    expect(chosen('seed', 'Chart along x').chart).toMatchObject({ open: true, x: 'seed', y: 'accuracy' });
    expect(() => chosen('status', 'Chart along x')).toThrow();
  });

  it('fits the longest text', () => {
    expect(fittingWidth('Seed', ['1', 'a much longer text'])).toBeGreaterThan(fittingWidth('Seed', ['1']));
  });
});
