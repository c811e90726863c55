import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, type CsvValue } from '../../main/report/csv.ts';

/** RFC 4180 by its grammar, and nothing else: what is not in it is an error. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
      field.lastIndex = at;
      const found = field.exec(text)!;
      record.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
      at = field.lastIndex;
      if (text[at] !== ',') break;
      at++;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`No end of a record at ${at} of ${JSON.stringify(text)}`);
    at += 2;
    records.push(record);
  }
  return records;
}

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
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', ';', 'λ', '=') }),
    fc.double(),
    fc.boolean(),
    fc.constant(undefined),
  );
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 5 }));
  const readBack = (read: string, written: CsvValue): boolean => {
    if (written === undefined || (typeof written === 'number' && !Number.isFinite(written))) return read === '';
    return typeof written === 'number' ? Object.is(Number(read), written + 0) : read === String(written);
  };
  fc.assert(
    fc.property(table, (rows) => {
      const columns = Array.from({ length: rows[0]?.length ?? 1 }, (_, index) => `column ${index}`);
      const [header, ...records] = parseCsv(csvText(columns, rows));
      expect(header).toEqual(columns);
      expect(records).toHaveLength(rows.length);
      rows.forEach((row, index) => {
        expect(records[index]).toHaveLength(row.length);
        row.forEach((written, column) => expect(readBack(records[index]![column]!, written)).toBe(true));
      });
    }),
  );
});

test('the parser of this test refuses what the standard does', () => {
  expect(() => parseCsv('a"b\r\n')).toThrow('No end of a record');
  expect(() => parseCsv('"a\r\n')).toThrow('No end of a record');
  expect(() => parseCsv('a\n')).toThrow('No end of a record');
});
