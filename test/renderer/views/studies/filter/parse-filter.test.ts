import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparisons,
  filterUnits,
  type FilterExpression,
  type FilterUnit,
  type FilterValue,
} from '../../../../../renderer/views/studies/filter/filter-expression.ts';
import { parseFilter } from '../../../../../renderer/views/studies/filter/parse-filter.ts';
import { printFilter } from '../../../../../renderer/views/studies/filter/print-filter.ts';

const unit = fc.option(fc.constantFrom(...(Object.keys(filterUnits) as FilterUnit[])), { nil: undefined });
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'and',
    'OR',
    'not',
    'in',
    'empty',
    '1',
    '85%',
    '',
    ' a',
    '"',
    '\\',
    'a`b',
    '≤',
    '!',
    'a\nb',
    '2026-11-20',
  ),
);
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), unit)
    .filter(([number]) => !Object.is(number, -0))
    .map(([number, of]): FilterValue =>
      of === undefined ? { kind: 'number', value: number } : { kind: 'number', value: number, unit: of },
    ),
  anyText.map((text): FilterValue => ({ kind: 'text', text })),
  fc.constant<FilterValue>({ kind: 'empty' }),
);
const condition: fc.Arbitrary<FilterExpression> = fc.oneof(
  fc.record({
    kind: fc.constant('condition' as const),
    column: anyText,
    operator: fc.constantFrom(...comparisons),
    value,
  }),
  fc.record({
    kind: fc.constant('in' as const),
    column: anyText,
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  }),
);
const expression = fc.letrec<{ any: FilterExpression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    condition,
    fc.record({ kind: fc.constant('not' as const), operand: tie('any') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('any'), { minLength: 2, maxLength: 4 }),
    }),
  ),
})).any;

function read(text: string): FilterExpression | undefined {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(`${parsed.problem.at}: ${parsed.problem.message}`);
  return parsed.expression;
}

function problemOf(text: string) {
  const parsed = parseFilter(text);
  return 'problem' in parsed ? parsed.problem : undefined;
}

describe('parseFilter', () => {
  it('reads what printFilter writes as the same expression', () => {
    fc.assert(
      fc.property(expression, (each) => {
        expect(read(printFilter(each))).toEqual(each);
      }),
      { numRuns: 400 },
    );
  });

  it('prints what it has read in one way only', () => {
    fc.assert(
      fc.property(expression, (each) => {
        const text = printFilter(each);
        expect(printFilter(read(text))).toBe(text);
      }),
    );
  });

  it('never throws, and says where a text stops being a filter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const problem = problemOf(text);
        if (problem === undefined) return;
        expect(problem.at).toBeGreaterThanOrEqual(0);
        expect(problem.end).toBeLessThanOrEqual(text.length);
        expect(problem.at).toBeLessThanOrEqual(problem.end);
      }),
    );
  });

  it('reads the example of the help', () => {
    expect(read('status = finished and accuracy > 0.85 and method ~ saft')).toEqual({
      kind: 'and',
      operands: [
        { kind: 'condition', column: 'status', operator: '=', value: { kind: 'text', text: 'finished' } },
        { kind: 'condition', column: 'accuracy', operator: '>', value: { kind: 'number', value: 0.85 } },
        { kind: 'condition', column: 'method', operator: '~', value: { kind: 'text', text: 'saft' } },
      ],
    });
  });

  it('binds `not` closest, then `and`, then `or`', () => {
    expect(printFilter(read('NOT a=1 AND b=2 or c=3'))).toBe('(not a = 1 and b = 2) or c = 3');
  });

  it('takes units with and without a space, and signs as they are written on paper', () => {
    expect(printFilter(read('accuracy ≥ 85% and duration≤12 min'))).toBe('accuracy >= 85 % and duration <= 12 min');
  });

  it('lets everything pass without a text', () => {
    expect(read('  ')).toBeUndefined();
    expect(printFilter(undefined)).toBe('');
  });

  it.each([
    ['status finished', 7, 15, 'operator', 'There is “finished” where =, !=, <, <=, >, >=, ~, !~ or `in` is expected.'],
    ['status =', 8, 8, 'value', 'The filter ends where a number, a word, a text in "quotes" or `empty` is expected.'],
    ['seed = 1 seed = 2', 9, 13, 'connective', 'There is “seed” where `and`, `or` or the end is expected.'],
    ['seed = 1 and', 12, 12, 'column', 'The filter ends where the name of a column, `not` or `(` is expected.'],
    ['(seed = 1', 9, 9, 'connective', 'The filter ends where `and`, `or` or `)` is expected.'],
    [
      'name = "abc',
      7,
      11,
      'value',
      'The quote " is not closed where a number, a word, a text in "quotes" or `empty` is expected.',
    ],
    ['seed in 1', 8, 9, 'value', 'There is “1” where a list such as `(1, 2)` is expected.'],
    ['a ! b', 2, 3, 'operator', 'There is “!” where =, !=, <, <=, >, >=, ~, !~ or `in` is expected.'],
  ] as const)('refuses %s and says what is expected', (text, at, end, expected, message) => {
    expect(problemOf(text)).toEqual({ at, end, expected, message });
  });

  it('ends at a hundred levels', () => {
    expect(problemOf(`${'('.repeat(100)}a=1${')'.repeat(100)}`)).toBeUndefined();
    expect(problemOf(`${'('.repeat(20_000)}a=1`)?.at).toBe(100);
  });
});
