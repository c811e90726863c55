import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, tsvText, type SeparatedValue } from '../../../main/contract/text/separated-text.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';
import { readCsv, readTsv } from '../../support/tables/separated-text.ts';

test('cells are quoted where they must be, numbers have a point, what is not known is empty', () => {
  expect(
    csvText(
      ['name', 'rate'],
      [
        ['a, b', 0.1],
        ['say "x"', 1e-7],
        [undefined, NaN],
        ['two\nlines', Infinity],
        [true, -0.25],
      ],
    ),
  ).toBe('name,rate\r\n"a, b",0.1\r\n"say ""x""",1e-7\r\n,\r\n"two\nlines",\r\ntrue,-0.25\r\n');
});

test('a parser of the standard reads back what was written, every digit of it', () => {
  const value = fc.oneof(
    hostileText,
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', ';', 'λ', '=') }),
    fc.double(),
    fc.boolean(),
    fc.constant(undefined),
  );
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 5 }));
  const readBack = (read: string, written: SeparatedValue): boolean => {
    if (written === undefined || (typeof written === 'number' && !Number.isFinite(written))) return read === '';
    return typeof written === 'number' ? Object.is(Number(read), written + 0) : read === String(written);
  };
  fc.assert(
    fc.property(table, (rows) => {
      const columns = Array.from({ length: rows[0]?.length ?? 1 }, (_, index) => `column ${index}`);
      const [header, ...records] = readCsv(csvText(columns, rows));
      expect(header).toEqual(columns);
      expect(records).toHaveLength(rows.length);
      rows.forEach((row, index) => {
        expect(records[index]).toHaveLength(row.length);
        row.forEach((written, column) => expect(readBack(records[index]![column]!, written)).toBe(true));
      });
    }),
  );
});

test('one line a row in tab-separated values, and every text again', () => {
  expect(
    tsvText(
      ['a', 'b'],
      [
        ['x\ty\\', null],
        [1e-7, NaN],
      ],
    ),
  ).toBe('a\tb\nx\\ty\\\\\t\n1e-7\t\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(hostileText, hostileText)), (rows) => {
      expect(readTsv(tsvText(['a', 'b'], rows))).toEqual([['a', 'b'], ...rows]);
    }),
  );
});
