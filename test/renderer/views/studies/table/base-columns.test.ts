import { describe, expect, it } from 'vitest';
import { baseColumns } from '../../../../../renderer/views/studies/table/base-columns.ts';
import { decimalParts } from '../../../../../renderer/views/studies/table/decimal-parts.ts';
import { dateTime, runMethod, runTitle } from '../../../../../renderer/views/studies/table/run-words.ts';
import { runRow } from '../run-fixture.ts';

function text(key: string, row: Parameters<typeof runRow>[0]): string {
  return baseColumns.find((column) => column.key === key)!.text(runRow(row));
}

describe('baseColumns', () => {
  it('have names that a filter takes without quotes, each once', () => {
    const keys = baseColumns.map((column) => column.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z-]+$/);
  });

  it('write values with units and only the digits that are known', () => {
    expect(text('accuracy', { accuracy: { value: 0.91234, low: 0.909, high: 0.9157, draws: 8 } })).toBe(
      '91.23 ± 0.33\u202f%',
    );
    expect(text('accuracy', {})).toBe('');
    expect(text('duration', { durationSeconds: 80 })).toBe('1\u202fmin 20\u202fs');
    expect(text('progress', { fraction: 0.256 })).toBe('26\u202f%');
    expect(text('tags', { tags: ['a', 'b'] })).toBe('a, b');
    expect(text('started', {})).toBe('');
  });

  it('tell the draws and the bounds of an accuracy', () => {
    const column = baseColumns.find((each) => each.key === 'accuracy')!;
    expect(column.hint!(runRow({ accuracy: { value: 0.9, low: 0.89, high: 0.91, draws: 1 } }))).toBe(
      '90.00\u202f%, interval 89.00\u202f% to 91.00\u202f%, over 1 noise draw',
    );
  });
});

describe('words of a run', () => {
  it('name the method as its author did, or else as figures do', () => {
    expect(runMethod(runRow({ method: 'SAFT k = 7', methodName: 'saft' }))).toBe('SAFT k = 7');
    expect(runMethod(runRow({ method: 'noise-injection', methodName: 'noise-injection' }))).toBe('Noise injection');
    expect(runMethod(runRow({ kind: 'pretrain' }))).toBe('Pretraining');
    expect(runTitle(runRow({ id: 4, method: 'saft', methodName: 'saft', profile: '5 %', seed: 2 }))).toBe(
      'Run 4: SAFT, 5 %, seed 2',
    );
  });

  it('write times as local dates', () => {
    expect(dateTime(new Date(2026, 10, 5, 9, 3).toISOString())).toBe('2026-11-05 09:03');
    expect(dateTime(undefined)).toBe('');
  });
});

describe('decimalParts', () => {
  it.each([
    ['91.6 ± 0.5 %', '91', '.6 ± 0.5 %'],
    ['9 %', '9', ' %'],
    ['−1,200.5', '−1,200', '.5'],
    ['not known', '', 'not known'],
    ['', '', ''],
  ])('splits %s at the decimal point', (given, whole, rest) => expect(decimalParts(given)).toEqual([whole, rest]));
});
