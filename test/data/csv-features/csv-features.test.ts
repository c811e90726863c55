import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataSchema, type DataSpecification } from '../../../main/contract/data.ts';
import { LabError } from '../../../main/contract/errors.ts';
import { batchSource } from '../../../main/data/batches.ts';
import { readDataSetHeader } from '../../../main/data/data-set-header.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { allIndices } from '../../../main/data/shuffle.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

function csv(
  text: string | Uint8Array,
  options: Readonly<Record<string, unknown>> = {},
  name = 'table.csv',
): DataSpecification {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return dataSchema.parse({ source: 'csv', path, ...options });
}

const header = 'width,height,kind\n';
const rows = '1,10,oak\n2,20,ash\n3,30,oak\n4.5,-40e-1,ash\n';

describe('readDataSet of CSV', () => {
  test('a header, features by name, classes in order', () => {
    const data = csv(header + rows, { testFraction: 0.5 });
    const { training, test: tested } = readDataSet(data);
    expect(training).toMatchObject({ shape: [1, 1, 2], features: ['width', 'height'], classNames: ['ash', 'oak'] });
    expect([...training.labels].sort()).toEqual([0, 1]);
    expect([...tested.labels]).toEqual([0, 1]);
    expect(readDataSetHeader(data)).toEqual({ shape: [1, 1, 2], classes: 2, trainingImages: 2, testImages: 2 });
  });

  test('a test file of its own; each feature is standardised by the training part', () => {
    const testPath = csv('9,0,oak\n', {}, 'test.csv').path;
    const { training, test: tested, normalisation } = readDataSet(csv(rows, { testPath }));
    expect([...training.pixels]).toEqual([1, 10, 2, 20, 3, 30, 4.5, -4]);
    expect([...tested.pixels]).toEqual([9, 0]);
    expect(normalisation.mean).toEqual([2.625, 14]);
    const { pixels } = batchSource({
      images: training,
      indices: allIndices(4),
      batch: 4,
      seed: 0,
      normalisation,
      use: 'evaluation',
    }).read(0, 0);
    for (const column of [0, 1]) {
      const values = [...pixels].filter((_, index) => index % 2 === column);
      const mean = values.reduce((sum, value) => sum + value, 0) / 4;
      expect(mean).toBeCloseTo(0, 6);
      expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4).toBeCloseTo(1, 6);
    }
  });

  test('a test file in other units is told', () => {
    const kind = (row: number): string => (row % 2 === 0 ? 'oak' : 'ash');
    const metres = Array.from({ length: 40 }, (_, row) => `${1 + row / 40},${row % 7},${kind(row)}`).join('\n');
    const inMillimetres = Array.from({ length: 20 }, (_, row) => `${1000 + 50 * row},${row % 7},${kind(row)}`);
    const testPath = csv(inMillimetres.join('\n'), {}, 'test.csv').path;
    expect(readDataSet(csv(metres, { testPath })).notices).toEqual([
      expect.stringMatching(/^The feature column 1 goes from 1 to 1\.98 in the training part and from 1000 to 1950 in/),
    ]);
    expect(readDataSet(csv(metres, { testPath: csv(metres, {}, 'test.csv').path })).notices).toBeUndefined();
  });

  test('a feature that is the same everywhere becomes 0', () => {
    const testPath = csv('1,2,a\n', {}, 'test.csv').path;
    const { normalisation } = readDataSet(csv('0.1,1,a\n0.1,2,b\n0.1,3,a\n', { testPath }));
    expect(normalisation.standardDeviation[0]).toBe(1);
    expect(normalisation.mean[0]).toBeCloseTo(0.1, 6);
  });

  test('the label by name or number, other separators, quotes, a byte order mark, CR LF', () => {
    const text = '\u{FEFF}"kind";"a;1";b\r\n"the; oak";1;2\r\n\r\nash;3;4\r\n';
    for (const label of ['kind', 1]) {
      const { training, test: tested } = readDataSet(csv(text, { label, testFraction: 0.5 }));
      expect(training.features).toEqual(['a;1', 'b']);
      expect(training.classNames).toEqual(['ash', 'the; oak']);
      expect([...training.labels, ...tested.labels].sort()).toEqual([0, 1]);
    }
  });

  test('classes that are numbers are in the order of numbers', () => {
    const text = ['10', '9', '2', '10'].map((label, index) => `${index},${label}`).join('\n');
    expect(readDataSet(csv(text)).training.classNames).toEqual(['2', '9', '10']);
  });

  test('a header of numbers must be said', () => {
    const text = '0,1,kind\n5,6,a\n7,8,b\n';
    const unclear = labErrorOf(() => readDataSet(csv(text)), 'invalid-data-file');
    expect(unclear.message).toMatch(/first line of .*table\.csv may be a row or a header: no other line .* kind/);
    expect(unclear.nextStep).toMatch(/`header: true`.*`header: false`/);
    expect(readDataSet(csv(text, { header: false })).training.classNames).toEqual(['a', 'b', 'kind']);
    expect(readDataSet(csv(`${text}9,9,kind\n`)).training.classNames).toEqual(['a', 'b', 'kind']);
    expect(readDataSet(csv(text, { header: true })).training).toMatchObject({
      features: ['0', '1'],
      classNames: ['a', 'b'],
    });
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a missing value', header + rows.replace('20', ''), /table\.csv:3 has an empty field in the column height/],
    ['a word', header + rows.replace('30', 'much'), /table\.csv:4 has "much" in the column height/],
    ['an infinite number', header + rows.replace('30', '1e99'), /table\.csv:4 has "1e99"/],
    ['a field too many', header + rows.replace('3,30', '3,30,1'), /table\.csv:4 has 4 fields, and the first line 3/],
    ['no class', header + rows.replace('oak', ''), /table\.csv:2 has no class/],
    ['an open quotation mark', header + rows.replace('ash', '"ash'), /table\.csv:3 has a quotation mark/],
    ['one class', `${header}1,2,a\n3,4,a\n`, /has one class, a/],
    ['one column', 'a\n1\n', /has one column/],
    ['a header alone', header, /has a header and no rows/],
    ['nothing', '\n \n', /is empty/],
    ['a decimal comma', 'width;kind\n1,5;ash\n2,5;oak\n', /table\.csv:2 has "1,5" in the column width/],
    ['a word for what is missing', header + rows.replace('20', 'NA'), /table\.csv:3 has "NA" in the column height/],
    ["a column of pandas' own", `,width,kind\n0,3,ash\n1,4,oak\n`, /table\.csv:1 has no name for column 1/],
    [
      'two features of one name',
      'a,b,a,kind\n0,3,1,ash\n1,4,2,oak\n',
      /table\.csv:1 has two columns called a \(columns 1 and 3\)\./,
    ],
    ['a separator at the end of each line', 'width,kind,\n3,ash,\n4,oak,\n', /table\.csv:1 has no name for column 3/],
    [
      'the class in a column that is called so, ahead of others',
      'label,a,b\n0,1,2\n1,2,3\n',
      /column label, or .* b\./,
    ],
    ['lines that end in CR', 'width,kind\r1,ash\r2,oak\r', /table\.csv:1 has lines that end in CR alone/],
    [
      'UTF-16',
      Uint8Array.from(Buffer.from('\u{FEFF}width,kind\n1,ash\n', 'utf16le')),
      /table\.csv:1 is no text in UTF-8/,
    ],
    [
      'classes that are measured numbers',
      'a,b\n1,0.5\n2,1.5\n3,0.5\n',
      /has 2 classes in 3 rows, 0\.5, 1\.5 and others/,
    ],
    [
      'a class for nearly each row',
      Array.from({ length: 20 }, (_, row) => `${row},${row % 11}`).join('\n'),
      /has 11 classes in 20 rows, 0, 1, 2 and others/,
    ],
    ['no UTF-8', Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0xff, 0x2c, 0x31, 0x0a), /table\.csv:2 is no text in UTF-8/],
  ])('%s is refused with file, line and column', (_, text, message) => {
    expect(labErrorOf(() => readDataSet(csv(text)), 'invalid-data-file').message).toMatch(message);
  });

  test('what is said of the column with the class holds, whatever is in it', () => {
    const measured = 'label,b\n1,0.5\n2,1.5\n3,0.5\n';
    expect(readDataSet(csv(measured, { label: 'b' })).training.classNames).toEqual(['0.5', '1.5']);
    expect(readDataSet(csv('target,label\n1,x\n2,y\n')).training.features).toEqual(['target']);
  });

  test('a column that is not there, and a test file with others', () => {
    expect(labErrorOf(() => readDataSet(csv(header + rows, { label: 'type' })), 'invalid-data-file').message).toMatch(
      /no column type for the class \(columns: width, height, kind\)/,
    );
    labErrorOf(() => readDataSet(csv(header + rows, { label: 4 })), 'invalid-data-file');
    const testPath = csv('height,width,kind\n1,2,oak\n', {}, 'test.csv').path;
    expect(labErrorOf(() => readDataSet(csv(header + rows, { testPath })), 'invalid-data-file').message).toMatch(
      /other columns than the training part: height, width/,
    );
    const otherClass = csv(`${header}1,2,elm\n`, {}, 'test.csv').path;
    labErrorOf(() => readDataSet(csv(header + rows, { testPath: otherClass })), 'invalid-data-file');
  });

  test('any table of numbers is read as it is written', () => {
    const path = csv('').path!;
    const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 100), max: 2 ** 100 });
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 12 }),
      );
    fc.assert(
      fc.property(table, (numbers) => {
        writeFileSync(path, numbers.map((row, index) => `${row.join(',')},class ${index % 2}`).join('\n'));
        const testPath = path;
        const { training } = readDataSet(dataSchema.parse({ source: 'csv', path, testPath, header: false }));
        // -0 is written 0
        expect([...training.pixels]).toEqual(numbers.flat().map((each) => each + 0));
      }),
      { numRuns: 60 },
    );
  });

  test('anything else is read or refused, header and whole alike', () => {
    const path = csv('').path!;
    const data = dataSchema.parse({ source: 'csv', path });
    const line = fc.string({ unit: fc.constantFrom(...'01.,;\t"-ea \n\r') });
    fc.assert(
      fc.property(line, (text) => {
        writeFileSync(path, text);
        for (const read of [readDataSet, readDataSetHeader]) {
          try {
            read(data);
          } catch (error) {
            expect(error).toBeInstanceOf(LabError);
          }
        }
      }),
    );
  });
});
