import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { npyArray } from '../../main/data/npz/npy.ts';
import { writeNpz } from '../../main/data/npz/npz.ts';
import { runWith } from './fake-laboratory.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-data-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = join(folder, 'table.csv');
writeFileSync(
  table,
  `width,kind\n${Array.from({ length: 20 }, (_, row) => `${row},${row % 2 === 0 ? 'oak' : 'ash'}`).join('\n')}`,
);
const unclear = join(folder, 'unclear.csv');
writeFileSync(unclear, '0,1,kind\n5,6,a\n7,8,b\n');
const archive = join(folder, 'set.npz');
const pixels = Uint8Array.from({ length: 40 }, (_, index) => index * 6);
const labels = npyArray(
  [10],
  Uint8Array.from({ length: 10 }, (_, index) => index % 2),
);
writeFileSync(
  archive,
  writeNpz([
    ['x', npyArray([10, 2, 2], pixels)],
    ['y', labels],
  ]),
);

describe('data show', () => {
  test('classes, counts and features of a table', async () => {
    const { code, output, errors, opened } = await runWith(
      ['data', 'show', 'csv', table, '--test-fraction', '0.4'],
      {},
    );
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(opened).toHaveLength(0);
    expect(output).toMatch(/^Features in .*table\.csv, 8 test examples\n\nrow +1 features, float32\n/);
    expect(output).toMatch(/SHA-256 +[0-9a-f]{64}\n/);
    expect(output).toMatch(/\nash +6 +4\noak +6 +4\nall +12 +8\n/);
    expect(output).toMatch(/\nwidth +\d/);
  });

  test('an archive as JSON, with its histogram', async () => {
    const { code, output } = await runWith(['data', 'show', 'npz', archive, '--class-names', 'a,b', '--json'], {});
    expect(code).toBe(0);
    const document = JSON.parse(output) as { histogram: { counts: number[] } };
    expect(document).toMatchObject({ shape: [2, 2, 1], values: 'bytes', classes: ['a', 'b'], data: { source: 'npz' } });
    expect(document.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(32);
  });

  test.each<[string, string[], number, RegExp]>([
    [
      'a source that is none',
      ['npy', archive],
      2,
      /^There is no data source "npy", did you mean `npz`\?\nUse one of glyphs,/,
    ],
    ['an option of another source', ['npz', archive, '--size', '3x3'], 2, /`size` of the data source npz/],
    ['a wrong value', ['images', folder, '--channels', '2'], 2, /`channels`/],
    ['no path', ['csv'], 2, /needs a path\.\nGive the path of a CSV file\./],
    ['no file', ['npz', join(folder, 'gone.npz')], 1, /no NumPy archive at/],
    ['a file of another kind', ['npz', table], 1, /no zip archive/],
    ['a size of one number', ['images', folder, '--size', '8'], 2, /"8" is not two numbers\.\nWrite HEIGHTxWIDTH/],
    ['a column, by its option', ['csv', table, '--label', 'type'], 1, /\nName one of them \(`--label`\)\./],
    ['a header, by its option', ['csv', unclear], 1, /columns \(`--header`\) or is a row \(`--no-header`\)\./],
    ['a row without a name', ['csv', table, '--no-header'], 1, /has "width" in column 1, which/],
    ['another column', ['csv', table, '--label', 'type'], 1, /no column type .*columns: width, kind/],
  ])('%s is told with the next step', async (_, words, expectedCode, message) => {
    const { code, output, errors } = await runWith(['data', 'show', ...words], {});
    expect({ code, output }).toEqual({ code: expectedCode, output: '' });
    expect(errors).toMatch(message);
    expect(errors.trim().split('\n')).toHaveLength(2);
  });
});
