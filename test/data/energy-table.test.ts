import * as fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { energyModelSchema } from '../../main/contract/energy.ts';
import { parseEnergyTable, readEnergyTable } from '../../main/data/energy-table.ts';
import { labErrorOf, temporaryFolder, throwsOnlyLabErrors } from './support.ts';

const expected = [
  { rate: 1e-4, energy: 0.5 },
  { rate: 0.01, energy: 0.25 },
];

describe('is read', () => {
  test.each([
    ['with commas', 'rate,energy\n0.0001,0.5\n0.01,0.25\n'],
    ['with semicolons', 'rate;energy\n0.0001;0.5\n0.01;0.25'],
    ['with tabs', 'rate\tenergy\n1e-4\t.5\n1E-2\t0.25\n'],
    ['in another order, with other columns', 'V,energy,note,rate\n0.6,0.5,"a, b",1e-4\n0.5,0.25,,0.01\n'],
    ['with capitals, blanks and quotation marks', '"Rate" , "ENERGY"\r\n"0.0001", +0.5\r\n 0.01 ,"0.25"\r\n'],
    ['with comments and empty lines', '# of a board\n\nrate,energy\n  # 0.6 V\n1e-4,0.5\n\n0.01,0.25\n\n'],
  ])('%s', (_, text) => {
    const table = parseEnergyTable(text, 'e.csv');
    expect(table.points).toEqual(expected);
    expect(energyModelSchema.parse(table)).toEqual(table);
  });

  test('from a file, with a byte order mark', () => {
    const path = join(temporaryFolder(), 'e.csv');
    writeFileSync(path, '\ufeffrate,energy\n0.0001,0.5\n0.01,0.25\n');
    expect(readEnergyTable(path)).toEqual({ model: 'table', warnings: [], points: expected });
  });
});

describe('is refused with file, line and what is wrong', () => {
  test.each([
    ['', 'e.csv has no header.'],
    ['# nothing\n', 'e.csv has no header.'],
    ['rate,cost\n1,2', 'e.csv:1 names no column `energy` (columns: rate, cost).'],
    ['# a\n0.1,0.2\n', 'e.csv:2 names no column `rate` (columns: 0.1, 0.2).'],
    ['rate,energy,Rate\n', 'e.csv:1 names the column `rate` twice.'],
    ['rate,energy\n', 'e.csv has no points.'],
    ['rate,energy\n0.1,0.2', 'e.csv has one point.'],
    ['rate,energy\n\n0.1,0.2,3', 'e.csv:3 has 3 fields, and the header 2.'],
    ['rate,energy\n0.1', 'e.csv:2 has 1 fields, and the header 2.'],
    ['rate,energy\n0.1,', 'e.csv:2 has an empty field for `energy`, which is not a number.'],
    ['rate;energy\n0,1;0.2', 'e.csv:2 has "0,1" for `rate`, which is not a number.'],
    ['rate,energy\n10 %,0.2', 'e.csv:2 has "10 %" for `rate`, which is not a number.'],
    ['rate,energy\n0x1,0.2', 'e.csv:2 has "0x1" for `rate`, which is not a number.'],
    ['rate,energy\n0.1,Infinity', 'e.csv:2 has "Infinity" for `energy`, which is not a number.'],
    ['rate,energy\n0.5,0.2', 'e.csv:2 has 0.5 for `rate`.'],
    ['rate,energy\n-0.1,0.2', 'e.csv:2 has -0.1 for `rate`.'],
    ['rate,energy\n0.1,0', 'e.csv:2 has 0 for `energy`.'],
    ['rate,energy\n0.1,-1', 'e.csv:2 has -1 for `energy`.'],
    ['rate,energy\n0.1,1e999', 'e.csv:2 has 1e999 for `energy`.'],
    ['rate,energy\n"0.1,0.2', 'e.csv:2 has a quotation mark that is not closed.'],
  ])('%j', (text, message) => {
    expect(labErrorOf(() => parseEnergyTable(text, 'e.csv'), 'invalid-data-file').message).toBe(message);
  });

  test('not UTF-8, no file, too large', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'e.csv');
    writeFileSync(path, Uint8Array.of(0xff, 0xfe, 0x72, 0x00));
    labErrorOf(() => readEnergyTable(path), 'invalid-data-file');
    labErrorOf(() => readEnergyTable(join(folder, 'none.csv')), 'missing-file');
    mkdirSync(join(folder, 'folder.csv'));
    labErrorOf(() => readEnergyTable(join(folder, 'folder.csv')), 'invalid-data-file');
    writeFileSync(path, `rate,energy\n${'#'.repeat(1_000_000)}`);
    labErrorOf(() => readEnergyTable(path), 'invalid-data-file');
  });
});

test('numbers come back as they were written', () => {
  const rate = fc.double({ min: 0, max: 0.5, maxExcluded: true, noNaN: true });
  const energy = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.record({ rate, energy }), { minLength: 2, maxLength: 6 }), (points) => {
      const text = ['energy,rate', ...points.map((point) => `${point.energy},${point.rate}`)].join('\n');
      expect(parseEnergyTable(text, 'e.csv').points).toEqual(
        points.map((point) => ({ ...point, rate: point.rate || 0 })),
      );
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('any text is a table or refused', () => {
  const words = fc.constantFrom('rate', 'energy', ',', ';', '\t', '\n', '"', '#', '0.1', '1e-3', ' ', '-', 'é');
  const text = fc.oneof(
    fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.array(words, { maxLength: 20 }).map((parts) => `rate,energy\n${parts.join('')}`),
  );
  fc.assert(
    fc.property(text, (written) => throwsOnlyLabErrors(() => parseEnergyTable(written, 'e.csv'))),
    { seed: 1, numRuns: 1000 },
  );
});
