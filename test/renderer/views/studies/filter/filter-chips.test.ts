import { describe, expect, it } from 'vitest';
import {
  chipsOf,
  conditionOfCell,
  withCondition,
  withoutChip,
} from '../../../../../renderer/views/studies/filter/filter-chips.ts';
import type { FilterExpression } from '../../../../../renderer/views/studies/filter/filter-expression.ts';
import { parseFilter } from '../../../../../renderer/views/studies/filter/parse-filter.ts';
import { printFilter } from '../../../../../renderer/views/studies/filter/print-filter.ts';
import { columnsByKey } from '../run-fixture.ts';

function read(text: string): FilterExpression | undefined {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.expression;
}

describe('chips of a filter', () => {
  it('are what has to hold all together', () => {
    const expression = read('a = 1 and (b = 2 or c = 3) and not d = 4');
    expect(chipsOf(expression).map((chip) => chip.text)).toEqual(['a = 1', 'b = 2 or c = 3', 'not d = 4']);
    expect(chipsOf(read('a = 1 or b = 2'))).toHaveLength(1);
    expect(chipsOf(undefined)).toEqual([]);
  });

  it('can be taken away one by one', () => {
    const two = withoutChip(read('a = 1 and b = 2 and c = 3'), 1);
    expect(printFilter(two)).toBe('a = 1 and c = 3');
    expect(printFilter(withoutChip(two, 0))).toBe('c = 3');
    expect(withoutChip(read('a = 1'), 0)).toBeUndefined();
  });

  it('are added once', () => {
    const condition = conditionOfCell(columnsByKey.get('status')!, 'failed');
    const one = withCondition(undefined, condition);
    expect(printFilter(one)).toBe('status = failed');
    expect(withCondition(one, condition)).toBe(one);
    expect(printFilter(withCondition(read('a = 1 or b = 2'), condition))).toBe('(a = 1 or b = 2) and status = failed');
  });

  it.each([
    ['accuracy', 0.1 + 0.2, 'accuracy = 0.30000000000000004'],
    ['accuracy', undefined, 'accuracy = empty'],
    ['accuracy', Number.NaN, 'accuracy = empty'],
    ['method', 'SAFT, std k = 7', 'method = "SAFT, std k = 7"'],
    ['method', '', 'method = empty'],
    ['tags', ['paper', 'b'], 'tags = paper'],
    ['tags', [], 'tags = empty'],
    ['locked', true, 'locked = yes'],
    ['created', new Date(2026, 0, 5, 23).toISOString(), 'created = 2026-01-05'],
  ])('are made of a cell of %s', (key, value, text) => {
    expect(printFilter(conditionOfCell(columnsByKey.get(key)!, value))).toBe(text);
  });
});
