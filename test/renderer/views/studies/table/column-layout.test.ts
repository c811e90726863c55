import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  movedColumn,
  pinnedColumn,
  pinnedOffsets,
  resizedColumn,
  steppedColumn,
  usualLayout,
  withColumn,
  withoutColumn,
  type ColumnLayout,
} from '../../../../../renderer/views/studies/table/column-layout.ts';
import { columnsByKey } from '../run-fixture.ts';

const layout: ColumnLayout = ['id', 'status', 'method', 'accuracy'].map((key, index) => ({
  key,
  width: 100,
  pinned: index < 2,
}));
const names = (each: ColumnLayout): string =>
  each.map((place) => (place.pinned ? `[${place.key}]` : place.key)).join(' ');

describe('column layout', () => {
  it('starts with the usual columns that there are', () => {
    expect(names(usualLayout(columnsByKey))).toBe('[id] method status accuracy duration tags locked');
  });

  it('adds a column once, at the end, and keeps the last one', () => {
    const added = withColumn(layout, columnsByKey.get('tags')!);
    expect(names(added)).toBe('[id] [status] method accuracy tags');
    expect(withColumn(added, columnsByKey.get('tags')!)).toBe(added);
    expect(names(withoutColumn(layout, 'status'))).toBe('[id] method accuracy');
    expect(withoutColumn([layout[0]!], 'id')).toHaveLength(1);
  });

  it('moves a column, and pins what is moved among the pinned', () => {
    expect(names(movedColumn(layout, 'accuracy', 2))).toBe('[id] [status] accuracy method');
    expect(names(movedColumn(layout, 'accuracy', 0))).toBe('[accuracy] [id] [status] method');
    expect(names(movedColumn(layout, 'id', 3))).toBe('[status] method accuracy id');
    expect(movedColumn(layout, 'absent', 0)).toBe(layout);
  });

  it('steps within the pinned or the scrolling columns', () => {
    expect(names(steppedColumn(layout, 'accuracy', -1))).toBe('[id] [status] accuracy method');
    expect(steppedColumn(layout, 'method', -1)).toBe(layout);
    expect(steppedColumn(layout, 'accuracy', 1)).toBe(layout);
  });

  it('pins to the end of the pinned and lets go to the front of the others', () => {
    expect(names(pinnedColumn(layout, 'accuracy', true))).toBe('[id] [status] [accuracy] method');
    expect(names(pinnedColumn(layout, 'id', false))).toBe('[status] id method accuracy');
  });

  it('keeps widths between the narrowest and the widest', () => {
    expect(resizedColumn(layout, 'id', 1)[0]!.width).toBe(40);
    expect(resizedColumn(layout, 'id', 1e6)[0]!.width).toBe(800);
    expect(resizedColumn(layout, 'id', 120.4)[0]!.width).toBe(120);
  });

  it('sticks pinned columns side by side', () => {
    expect([...pinnedOffsets(layout, 32)]).toEqual([
      ['id', 32],
      ['status', 132],
    ]);
  });

  it('never loses or doubles a column, and keeps the pinned in front', () => {
    const change = fc.oneof(
      fc.tuple(fc.constantFrom(...layout.map((each) => each.key)), fc.integer({ min: -1, max: 5 })).map(
        ([key, to]) =>
          (each: ColumnLayout) =>
            movedColumn(each, key, to),
      ),
      fc.tuple(fc.constantFrom(...layout.map((each) => each.key)), fc.boolean()).map(
        ([key, pinned]) =>
          (each: ColumnLayout) =>
            pinnedColumn(each, key, pinned),
      ),
    );
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const result = changes.reduce((each, apply) => apply(each), layout);
        expect(result.map((place) => place.key).sort()).toEqual(['accuracy', 'id', 'method', 'status']);
        const pinned = result.filter((place) => place.pinned).length;
        expect(result.slice(0, pinned).every((place) => place.pinned)).toBe(true);
      }),
    );
  });
});
