import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { ChosenColumns, FitKind } from '../../../main/contract/profile-fit.ts';
import { nameAndUnit } from '../../../main/data/device/device-columns.ts';
import { parseDeviceCsv, readDeviceColumns, readDeviceCsv } from '../../../main/data/device/device-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'device-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (lines: readonly string[], kind: FitKind, chosen?: ChosenColumns) =>
  parseDeviceCsv(lines.join('\n'), 'lab/d.csv', kind, '0'.repeat(64), chosen);
const valuesOf = (lines: readonly string[], chosen?: ChosenColumns) => {
  const measured = parse(lines, 'conductance', chosen);
  if (measured.kind !== 'conductance') throw new Error('conductance');
  return measured.values;
};
const ratesOf = (lines: readonly string[]) => {
  const measured = parse(lines, 'voltage');
  if (measured.kind !== 'voltage') throw new Error('voltage');
  return measured;
};
function refusal(lines: readonly string[], kind: FitKind, chosen?: ChosenColumns): string {
  try {
    parse(lines, kind, chosen);
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code: 'invalid-data-file' });
    return (error as LabError).message;
  }
  throw new Error('not refused');
}

describe('names and units of columns', () => {
  test.each([
    ['conductance (uS)', 'conductance', 'µS'],
    ['G_target [µS]', 'g target', 'µS'],
    ['conductance_nS', 'conductance', 'nS'],
    ['Vdd (mV)', 'vdd', 'mV'],
    ['error (relative)', 'error', 'fraction'],
    ['Bit-error rate', 'bit error rate', undefined],
    ['errors', 'errors', undefined],
    ['std dev', 'std dev', undefined],
  ])('%s', (header, name, unit) => {
    expect(nameAndUnit(header)).toEqual(unit === undefined ? { name } : { name, unit });
  });
});

describe('conductances', () => {
  test('with their errors, in one unit', () => {
    const measured = parse(
      ['# lab 3', 'conductance (uS),programming error (nS)', '1,50', '', '25,-1200'],
      'conductance',
    );
    expect(measured).toEqual({
      kind: 'conductance',
      source: { file: 'd.csv', sha256: '0'.repeat(64), rows: 2 },
      columns: [
        { role: 'conductance', name: 'conductance (uS)', unit: 'µS' },
        { role: 'error', name: 'programming error (nS)', unit: 'nS' },
      ],
      unit: 'µS',
      values: { form: 'pairs', conductance: [1, 25], error: [expect.closeTo(0.05, 12), expect.closeTo(-1.2, 12)] },
    });
  });

  test('with what was read: the error is the difference', () => {
    expect(valuesOf(['target;read', '1;1.25', '2;1.5'])).toEqual({
      form: 'pairs',
      conductance: [1, 2],
      error: [0.25, -0.5],
    });
  });

  test('with standard deviations, and counts where there are some', () => {
    expect(valuesOf(['g\tstd', '0.5\t0.1'])).toEqual({ form: 'deviations', conductance: [0.5], deviation: [0.1] });
    expect(valuesOf(['g\tstd\tn', '0.5\t0.1\t30'])).toMatchObject({ count: [30] });
  });

  test('in percent of the largest', () => {
    expect(valuesOf(['weight (%),std (%)', '50,2', '100,3'])).toEqual({
      form: 'deviations',
      conductance: [0.5, 1],
      deviation: [0.02, 0.03],
    });
  });

  test('in columns of other names that are told', () => {
    const lines = ['cell,state,x,y', '1,9,2,0.1'];
    expect(valuesOf(lines, { conductance: 'x', error: 'y' })).toEqual({
      form: 'pairs',
      conductance: [2],
      error: [0.1],
    });
    expect(refusal(lines, 'conductance', { conductance: 'z' })).toBe(
      'lab/d.csv has no column "z" (columns: cell, state, x, y).',
    );
  });

  test('of names that are used otherwise, only what is needed counts', () => {
    // Of the first group of usual names that is there, whatever the order in the file; words run together are the same
    expect(valuesOf(['state,G_target,deltaG,note,note', '3,8,0.5,a,b'])).toEqual({
      form: 'pairs',
      conductance: [8],
      error: [0.5],
    });
    const lines = ['g,error,mine,n', '8,0.5,9,30'];
    expect(valuesOf(lines, { read: 'mine' })).toMatchObject({ form: 'pairs', error: [1] });
    expect(valuesOf(lines, { deviation: 'mine' })).toMatchObject({ form: 'deviations', deviation: [9], count: [30] });
    expect(valuesOf(lines, { deviation: 'mine', count: '' })).toEqual({
      form: 'deviations',
      conductance: [8],
      deviation: [9],
    });
    expect(valuesOf(['g (uS),error (nS),error (uS)', '1,2,4'], { error: 'error (uS)' })).toMatchObject({ error: [4] });
    expect(refusal(['g,x,x', '1,2,4'], 'conductance', { error: 'x' })).toMatch(
      /two columns called x \(columns 2 and 3\)/,
    );
  });

  test.each([
    [['g,error', '1,2', '-0.5,0'], 'lab/d.csv:3 has the conductance -0.5, and none is below 0.'],
    [['g,error', '1,NaN'], 'lab/d.csv:2 has "NaN" for `error`, which is not a number.'],
    [['g,error', '1,inf'], 'lab/d.csv:2 has "inf" for `error`, which is not a number.'],
    [['g,error', '1,1e999'], 'lab/d.csv:2 has "1e999" for `error`, which is not a number.'],
    [['g,error', '', '# note', '1,'], 'lab/d.csv:4 has an empty field for `error`, which is not a number.'],
    [['g,error', '1,2,3'], 'lab/d.csv:2 has 3 fields, and the header 2.'],
    [['g,error', '1,"2'], 'lab/d.csv:2 has a quotation mark that is not closed.'],
    [['g,std', '1,-2'], 'lab/d.csv:2 has the standard deviation -2.'],
    [['g,std,n', '1,2,1'], 'lab/d.csv:2 has the count 1.'],
    [
      ['g (V),std (uS)', '1,2'],
      'The columns "g (V)" and "std (uS)" of lab/d.csv are in units that measure different things.',
    ],
    [['# note', 'g,error,error', '1,2,4'], 'lab/d.csv:2 has two columns called error (columns 2 and 3).'],
    [
      ['error (nS),g,error (uS)', '1,2,4'],
      'lab/d.csv:1 has two columns called error (nS) and error (uS) (columns 1 and 3).',
    ],
    [['g (ohm),std', '1,2'], 'The column "g (ohm)" of lab/d.csv has the unit "ohm", which is not known.'],
    [['g,x', '1,2'], 'lab/d.csv has no column for its error; found: conductance in "g".'],
    [['a,b', '1,2'], 'lab/d.csv has no column for the conductance; found: none that is known.'],
    [[''], 'lab/d.csv is empty.'],
  ])('%j is refused with its line', (lines, message) => {
    expect(refusal(lines, 'conductance')).toBe(message);
  });
});

describe('voltages', () => {
  test('with rates, or with counts', () => {
    expect(ratesOf(['V,BER', '0.6,1e-7'])).toMatchObject({ voltage: [0.6], rate: [1e-7] });
    expect(ratesOf(['vdd (mV),faults,bits', '600,4,1000'])).toMatchObject({
      voltage: [0.6],
      rate: [0.004],
      bits: [1000],
    });
    expect(ratesOf(['V,rate (%),bits', '0.6,5,1000'])).toMatchObject({ rate: [0.05], bits: [1000] });
    expect(ratesOf(['V,BER', '0.6,0', '0.5,0.5'])).toMatchObject({ rate: [0, 0.5] });
  });

  test.each([
    [['V,BER', '0.6,0.51'], 'lab/d.csv:2 has the fault rate 0.51.'],
    [['V,BER', '0.6,-1e-9'], 'lab/d.csv:2 has the fault rate -1e-9.'],
    [['V,BER', '0,0.1'], 'lab/d.csv:2 has the voltage 0.'],
    [['V,errors,bits', '0.6,7,10'], 'lab/d.csv:2 has the fault rate 0.7.'],
    [['V,errors,bits', '0.6,1.5,10'], 'lab/d.csv:2 has 1.5 errors.'],
    [['V,errors,bits', '0.6,1,0'], 'lab/d.csv:2 has 0 bits.'],
    [
      ['V,errors', '0.6,1'],
      'lab/d.csv has no column for the number of bits that the errors are of; found: voltage in "V", errors in "errors".',
    ],
    [['BER', '1'], 'lab/d.csv has no column for the voltage; found: rate in "BER".'],
    [['V (uS),BER', '1,0.1'], 'The column "V (uS)" of lab/d.csv is in no unit of voltage.'],
  ])('%j is refused with its line', (lines, message) => {
    expect(refusal(lines, 'voltage')).toBe(message);
  });
});

describe('a file', () => {
  test('carries its name and its SHA-256', () => {
    const path = join(folder, 'cells.csv');
    const text = '\uFEFFg,error\r\n1,0.1\r\n';
    writeFileSync(path, text);
    const { source } = readDeviceCsv(path, 'conductance');
    expect(source).toEqual({ file: 'cells.csv', sha256: createHash('sha256').update(text).digest('hex'), rows: 1 });
  });

  test('tells its columns, and which are taken for what', () => {
    const path = join(folder, 'columns.csv');
    writeFileSync(path, '# lab 3\n\nG_target;my error;BER;supply (V)\n1;2;x;4\n');
    const columns = ['G_target', 'my error', 'BER', 'supply (V)'];
    expect(readDeviceColumns(path, 'conductance')).toEqual({ columns, recognised: { conductance: 'G_target' } });
    expect(readDeviceColumns(path, 'voltage')).toEqual({ columns, recognised: { voltage: 'supply (V)', rate: 'BER' } });
    writeFileSync(path, '\n');
    expect(() => readDeviceColumns(path, 'voltage')).toThrow(/is empty/);
  });

  test('that is not there, or no text, is refused', () => {
    expect(() => readDeviceCsv(join(folder, 'gone.csv'), 'voltage')).toThrow(/There is no file of measurements/);
    const path = join(folder, 'binary.csv');
    writeFileSync(path, Uint8Array.of(0xff, 0xfe, 0x00));
    expect(() => readDeviceCsv(path, 'voltage')).toThrow(/not a text in UTF-8/);
  });

  test('of any text is read or refused as what it is', () => {
    const field = fc.oneof(
      fc.constantFrom('g', 'error', 'V', 'BER', 'bits', '1', '0.3', '-1', '"', ''),
      fc.string({ maxLength: 6 }),
    );
    const text = fc.array(
      fc.array(field, { maxLength: 4 }).map((row) => row.join(',')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(text, fc.constantFrom<FitKind>('conductance', 'voltage'), (lines, kind) => {
        try {
          const measured = parse(lines, kind);
          expect(measured.source.rows).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
