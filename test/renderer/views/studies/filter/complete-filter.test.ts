import { describe, expect, it } from 'vitest';
import { completeFilter } from '../../../../../renderer/views/studies/filter/complete-filter.ts';
import { columns } from '../run-fixture.ts';

function options(text: string, caret = text.length): readonly string[] {
  const values = (column: { key: string }) => (column.key === 'status' ? ['finished', 'not yet'] : []);
  return completeFilter(text, caret, columns, values).options.map((option) => option.text);
}

describe('completeFilter', () => {
  it('offers what is expected at the caret', () => {
    expect(options('')).toEqual(['id', 'status', 'method', 'accuracy', 'duration', 'created', 'tags', 'locked']);
    expect(options('status ')).toContain('!=');
    expect(options('status = ')).toEqual(['finished', '"not yet"', 'empty']);
    expect(options('status = finished ')).toEqual(['and', 'or']);
    expect(options('status = finished and a')).toEqual(['accuracy', 'status', 'duration', 'created', 'tags']);
  });

  it('replaces the word being typed, in the middle of a text too', () => {
    const found = completeFilter('acc > 1', 3, columns, () => []);
    expect(found).toMatchObject({ from: 0, to: 3 });
    expect(found.options.map((option) => option.text)).toEqual(['accuracy']);
  });

  it('finds quoted values by their beginning', () => {
    expect(options('status = "no')).toEqual(['"not yet"']);
  });
});
