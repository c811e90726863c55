import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../../../main/contract/workbench/runs.ts';
import { checkFilter } from '../../../../../renderer/views/studies/filter/check-filter.ts';
import { compileFilter } from '../../../../../renderer/views/studies/filter/compile-filter.ts';
import { parseFilter } from '../../../../../renderer/views/studies/filter/parse-filter.ts';
import { columnsByKey, runRow } from '../run-fixture.ts';

function passes(text: string, row: Partial<RunRow>): boolean {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const problem = checkFilter(parsed.mentions, columnsByKey);
  if (problem !== undefined) throw new Error(problem.message);
  return compileFilter(parsed.expression, columnsByKey)(runRow(row));
}

const measured = (value: number) => ({ value, low: value - 0.01, high: value + 0.01, draws: 10 });

describe('compileFilter', () => {
  it.each([
    ['', true],
    ['accuracy > 0.85', true],
    ['accuracy > 91 %', false],
    ['accuracy >= 90.5 %', true],
    ['accuracy = 0.905', true],
    ['duration < 2 min', true],
    ['duration > 2 min', false],
    ['duration = 80', true],
    ['duration = 80000 ms', true],
    ['method = saft', true],
    ['method = "saft, STD k = 7"', true],
    ['method = std', false],
    ['method ~ std', true],
    ['method !~ std', false],
    ['tags = paper', true],
    ['tags != paper', false],
    ['tags ~ per', true],
    ['locked = yes', false],
    ['locked != yes', true],
    ['id in (1, 7)', true],
    ['id in (1, 8)', false],
    ['status in (failed, finished)', true],
    ['not (status = finished and id = 7)', false],
    ['status = failed or id = 7', true],
    ['created = 2026-11-20', true],
    ['created > 2026-11-20', false],
    ['created >= 2026-11-20', true],
    ['created < 2026-12', true],
    ['created ~ 2026', true],
    ['method < t', true],
  ])('%s', (text, expected) => {
    const row = {
      id: 7,
      method: 'SAFT, std k = 7',
      methodName: 'saft',
      accuracy: measured(0.905),
      durationSeconds: 80,
      tags: ['paper', 'first'],
      createdAt: new Date(2026, 10, 20, 12).toISOString(),
    };
    expect(passes(text, row)).toBe(expected);
  });

  it('lets runs without a value pass only where a value is denied', () => {
    const outcomes = (operator: string) => passes(`accuracy ${operator} 0.5`, {});
    expect(['=', '<', '<=', '>', '>='].map(outcomes)).toEqual([false, false, false, false, false]);
    expect(outcomes('!=')).toBe(true);
    expect(passes('accuracy = empty', {})).toBe(true);
    expect(passes('accuracy = empty', { accuracy: measured(0.5) })).toBe(false);
    expect(passes('accuracy = empty', { accuracy: measured(Number.NaN) })).toBe(true);
    expect(passes('tags = empty and method = empty', {})).toBe(true);
    expect(passes('tags != empty', { tags: ['a'] })).toBe(true);
    expect(passes('method in (saft, empty)', {})).toBe(true);
  });

  it('passes by = exactly what does not pass by !=', () => {
    const text = fc.string({ maxLength: 3 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (wanted, tags) => {
        const of = (operator: '=' | '!=') =>
          compileFilter(
            { kind: 'condition', column: 'tags', operator, value: { kind: 'text', text: wanted } },
            columnsByKey,
          );
        expect(of('=')(runRow({ tags }))).toBe(!of('!=')(runRow({ tags })));
      }),
    );
  });
});

describe('checkFilter', () => {
  function complaint(text: string): string | undefined {
    const parsed = parseFilter(text);
    if ('problem' in parsed) throw new Error(parsed.problem.message);
    const problem = checkFilter(parsed.mentions, columnsByKey);
    return problem === undefined ? undefined : `${text.slice(problem.at, problem.end)}: ${problem.message}`;
  }

  it.each([
    ['id = 1 and acuracy > 1', 'acuracy: No column is named “acuracy”. The nearest name is accuracy.'],
    ['something = 1', 'something: No column is named “something”. The column picker lists every name.'],
    ['accuracy > high', 'high: accuracy holds numbers: a number is expected.'],
    ['accuracy > 3 s', '3 s: accuracy is a plain number: s does not fit.'],
    ['duration > 3 %', '3 %: duration is in s: % does not fit.'],
    ['accuracy ~ 9', '9: ~ looks inside texts, and accuracy holds numbers.'],
    ['accuracy > empty', 'empty: `empty` goes with = and != only.'],
    [
      'created > 2026-13-01',
      '2026-13-01: created is a date: one such as 2026-11-20 or "2026-11-20 14:30" is expected.',
    ],
    ['created > 2026', '2026: created is a date: one such as 2026-11-20 or "2026-11-20 14:30" is expected.'],
    ['locked = maybe', 'maybe: locked is yes or no: `= yes` or `= no` is expected.'],
    ['locked > yes', 'yes: locked is yes or no: `= yes` or `= no` is expected.'],
    ['id in (1, b)', 'b: id holds numbers: a number is expected.'],
  ])('%s', (text, expected) => expect(complaint(text)).toBe(expected));

  it('has nothing against what can be evaluated', () => {
    expect(complaint('accuracy > 3 % and duration <= 1 h and created = 2026-11 and tags ~ 5')).toBeUndefined();
  });
});
