import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delimiterOf, splitCsvLine } from '../../main/data/csv-line.ts';

describe('the delimiter', () => {
  test.each([
    ['rate,energy', ','],
    ['rate;energy', ';'],
    ['rate\tenergy', '\t'],
    ['"rate; of a bit",energy', ','],
    ['"V, volt";rate', ';'],
    ['rate', ','],
  ])('of %j is %j', (header, delimiter) => expect(delimiterOf(header)).toBe(delimiter));
});

describe('a line', () => {
  test.each([
    ['a,b', ['a', 'b']],
    [' a , b ', ['a', 'b']],
    ['"a","b, c"', ['a', 'b, c']],
    ['"say ""a""", b', ['say "a"', 'b']],
    [' "a" ,b', ['a', 'b']],
    ['a,', ['a', '']],
    [',', ['', '']],
    ['', ['']],
    ['"",""', ['', '']],
    ['a "quoted" word,b', ['a "quoted" word', 'b']],
  ])('%j has the fields %j', (line, fields) => expect(splitCsvLine(line, ',')).toEqual(fields));

  test('may have empty fields between tabs', () => {
    expect(splitCsvLine('a\t\tb', '\t')).toEqual(['a', '', 'b']);
    expect(splitCsvLine('"a"\t"b"', '\t')).toEqual(['a', 'b']);
    expect(splitCsvLine('\ta', '\t')).toEqual(['', 'a']);
  });

  test.each(['"a,b', 'a,"b', '"a"b,c', 'a,"b""'])('%j has a quotation mark too few or too many', (line) => {
    expect(splitCsvLine(line, ',')).toBeUndefined();
  });

  test('gives back what was quoted', () => {
    const field = fc.string({ unit: 'binary' }).map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t'),
        (fields, delimiter) => {
          const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
          expect(splitCsvLine(line, delimiter)).toEqual(fields);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test('of any kind is split or refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[",a ]*$/), (line) => {
        const fields = splitCsvLine(line, ',');
        if (!line.includes('"')) expect(fields).toEqual(line.split(',').map((text) => text.trim()));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
