import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shifted } from '../../../main/report/tables/cells.ts';
import { machineColumns } from '../../../main/report/tables/machine-columns.ts';
import { markdownText } from '../../../main/contract/text/markdown-text.ts';
import { plainTable } from '../../../main/report/tables/plain-table.ts';
import { slug, slugs } from '../../../main/report/tables/slug.ts';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import type { TableDocument } from '../../../main/report/tables/table-document.ts';
import { comparison, noiseInjection } from '../comparison-fixture.ts';
import { memoryComparison } from '../memory-fixture.ts';
import { fullComparison, fullSubject, profileOf, specification } from './full-subject.ts';

const tables = studyTables(fullSubject);
const idsOf = (all: readonly TableDocument[]): readonly string[] => all.map(({ id }) => id);
const named = (id: string): TableDocument => tables.find((table) => table.id === id)!;
const shown = (id: string): string => `\n${plainTable(named(id), { cellUnits: [] })}\n`;
const notes = (id: string): string => named(id).notes.join('\n');

test('a study has the tables that it has data for', () => {
  expect(idsOf(tables)).toEqual([
    ...['saft-table-1', 'saft-table-2', 'saft-table-3', 'saft-table-4', 'saft-table-5', 'saft-comparison-table'],
    ...['sensitivity-table-multiplicative', 'sensitivity-table-additive', 'sensitivity-table-uniform'],
    ...['accuracy-ladder-table', 'step-time-table', 'paired-tests-table', 'energy-accuracy-table'],
    ...['iso-accuracy-savings-table', 'iso-energy-gains-table', 'hypervolumes-table', 'assigned-rates-table'],
    ...['accuracy-by-fault-rate-table', 'one-layer-random-table'],
  ]);
  expect(idsOf(studyTables({ comparison, specification }))).toEqual([
    ...['saft-table-1', 'saft-table-4', 'saft-table-5', 'saft-comparison-table', 'sensitivity-table'],
    ...['accuracy-ladder-table', 'step-time-table', 'paired-tests-table'],
  ]);
  expect(idsOf(studyTables({ comparison: memoryComparison, specification }))).not.toContainEqual(
    expect.stringMatching(/^saft/),
  );
  const nothing = { ...comparison, profiles: [] };
  expect(studyTables({ comparison: nothing, specification })).toEqual([]);
});

test('tables are well formed: ids and keys differ, every row has a cell for each column, of its kind', () => {
  expect(new Set(idsOf(tables)).size).toBe(tables.length);
  for (const table of tables) {
    const keys = machineColumns(table).map(({ name }) => name);
    expect([table.id, new Set(keys).size]).toEqual([table.id, keys.length]);
    expect(table.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(keys.filter((key) => !/^[a-z0-9._]+$/.test(key))).toEqual([]);
    expect(table.caption).toMatch(/^[A-Z].*[^.]$/);
    for (const note of table.notes) expect(note).toMatch(/\.$/);
    for (const { cells } of table.rows) {
      expect(cells).toHaveLength(table.columns.length);
      const kinds = cells.map((cell, index) => (cell.kind === 'missing' ? table.columns[index]!.kind : cell.kind));
      expect(kinds.map((kind) => (kind === 'number' ? 'measured' : kind))).toEqual(
        table.columns.map(({ kind }) => (kind === 'number' ? 'measured' : kind)),
      );
    }
  }
});

test('a table says of what study it is, not where the data lay or when', () => {
  const text = JSON.stringify(tables);
  expect(text).not.toContain('/somewhere');
  expect(text).not.toContain(fullComparison.study.createdAt);
  expect(tables[0]!.source).toEqual({
    study: { name: fullComparison.study.name, hash: 'ab12' },
    network: 'wide-resnet-10-2',
    data: 'IDX files of mnist, 10,000 test images',
    engines: ['graph, float32, tensorflow 2.21.0'],
  });
});

describe("SAFT's tables", () => {
  test('1: Gaussian noise, a row for each SAFT method, both modes beside one another', () => {
    expect(named('saft-table-1').columns.map(({ group }) => group)).toEqual([
      ...[undefined, undefined, undefined],
      ...Array<string>(3).fill('Multiplicative Gaussian'),
      ...Array<string>(3).fill('Additive Gaussian'),
      ...['SAFT speed-up', 'SAFT speed-up'],
    ]);
    expect(shown('saft-table-1')).toBe(`
network           SAFT method         FP32 %   untrained %  noise inj. %        SAFT %   untrained %  noise inj. %        SAFT %        mult. ×         add. ×
────────────────  ──────────────  ──────────  ────────────  ────────────  ────────────  ────────────  ────────────  ────────────  ─────────────  ─────────────
wide-resnet-10-2  SAFT k=2        91.6 ± 1.7  88.23 ± 0.34    90.7 ± 0.4    90.5 ± 0.6  88.23 ± 0.34    90.7 ± 0.4    90.5 ± 0.6  1.353 ± 0.020  1.353 ± 0.020
wide-resnet-10-2  SAFT k=2 by kl  91.6 ± 1.7  88.23 ± 0.34    90.7 ± 0.4  88.12 ± 0.31  88.23 ± 0.34    90.7 ± 0.4  88.12 ± 0.31  1.353 ± 0.020  1.353 ± 0.020
`);
    expect(notes('saft-table-1')).toContain('Profile multiplicative: σ = 0.05.');
    expect(notes('saft-table-1')).toContain('Profile additive: σ = 0.005 of the largest |w| of the layer.');
    expect(notes('saft-table-1')).toContain(
      '± is half of the 95 % confidence interval, over 1,017 test images, 12 noise draws and 3 seeds.',
    );
  });

  test('1: several profiles of a mode are named, in rows of their own', () => {
    const [first] = fullComparison.profiles;
    const stronger = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1, reference: 'absolute' } as const;
    const profiles = [first!, profileOf('stronger', stronger, [noiseInjection])];
    const [table] = studyTables({ comparison: { ...fullComparison, profiles }, specification });
    expect(table!.rows.map(({ cells }) => cells.slice(1, 4))).toMatchObject([
      [{ text: 'SAFT, k=2', machine: 'SAFT k=2' }, { value: 91.64 }, { text: 'multiplicative' }],
      [{ text: 'SAFT, k=2, scored by KL' }, { value: 91.64 }, { text: 'multiplicative' }],
      [{ kind: 'missing' }, { value: 91.64 }, { text: 'stronger' }],
    ]);
    expect(table!.rows.map(({ startsGroup = false }) => startsGroup)).toEqual([false, false, true]);
  });

  test('2: uniform noise, the one mode that there is', () => {
    expect(named('saft-table-2').columns.map(({ key }) => key)).toEqual([
      ...['network', 'fp32_percent', 'multiplicative_untrained_percent', 'multiplicative_noise_injection_percent'],
      ...['multiplicative_saft_percent', 'multiplicative_speed_up'],
    ]);
    expect(notes('saft-table-2')).toContain('Profile uniform: r = 0.1.');
  });

  test('3: the choice by standard deviation and by KL, the better one marked', () => {
    expect(shown('saft-table-3')).toBe(`
network           profile         k      FP32 %       std %          KL %
────────────────  ──────────────  ─  ──────────  ──────────  ────────────
wide-resnet-10-2  multiplicative  2  91.6 ± 1.7  90.5 ± 0.6  88.12 ± 0.31
wide-resnet-10-2  additive        2  91.6 ± 1.7  90.5 ± 0.6  88.12 ± 0.31
`);
    expect(named('saft-table-3').rows.map(({ cells }) => cells.map((cell) => 'best' in cell))).toEqual(
      Array<boolean[]>(2).fill([false, false, false, false, true, false]),
    );
  });

  test('4: trained and frozen layers, batch and speed-up', () => {
    const [row] = named('saft-table-4').rows;
    expect(row!.cells.slice(1)).toMatchObject([
      ...[{ text: 'multiplicative' }, { machine: 'SAFT k=2' }, { value: 64 }, { value: 2 }, { value: 3 }, { value: 1 }],
      ...[{ value: 1.353, low: 1.333 }, { value: 1.4642 }],
    ]);
  });

  test('5: parameters of the noise and epochs', () => {
    expect(shown('saft-table-5')).toBe(`
network           mult.   add.  mult.  epochs
────────────────  ─────  ─────  ─────  ──────
wide-resnet-10-2   0.05  0.005    0.1       3
`);
    expect(notes('saft-table-5')).toContain('Profile additive: in units of the largest |w| of the layer.');
  });
});

test('sensitivities of each metric have their standard error, rank, and a star where the layer trains', () => {
  expect(shown('sensitivity-table-additive')).toBe(`
layer  rank          score  trains  rank          score  trains
─────  ────  ─────────────  ──────  ────  ─────────────  ──────
c         1  1.234 ± 0.010  *          1  1.524 ± 0.010  *
a         2  0.510 ± 0.010  *          2  0.260 ± 0.010  *
b         3  0.123 ± 0.010             3  0.015 ± 0.010
`);
  expect(notes('sensitivity-table-additive')).toBe(
    '± is one standard error over 8 noise draws.\n★: trains with SAFT by Std and KL.',
  );
});

test('energy and accuracy have what is saved at the same accuracy', () => {
  const { rows, columns } = named('energy-accuracy-table');
  const saving = columns.findIndex(({ key }) => key === 'times_less_energy');
  expect(rows.map(({ cells }) => cells[saving])).toMatchObject([
    ...[{ kind: 'missing' }, { kind: 'missing' }],
    // Its interval is not known
    ...[
      { kind: 'measured', value: 2.78 },
      { kind: 'measured', value: 3.3, low: 0, high: 3.61 },
    ],
  ]);
  expect(notes('energy-accuracy-table')).toMatch(
    /Times less energy: than reliable memory at the same accuracy.*a factor from 0: a front does not reach so far/,
  );
});

test('what is missing is said to be, and an infinite slope is not known', () => {
  expect(notes('accuracy-ladder-table')).toContain('–: not measured, or not applicable.');
  expect(notes('saft-table-2')).not.toContain('–: not measured');
});

test('a shifted number has the digits of the number', () => {
  expect(shifted(0.9051, 2)).toBe(90.51);
  expect(shifted(0.1 + 0.2, 2)).toBe(30.000000000000004);
  expect(shifted(1e-9, 2)).toBe(1e-7);
  expect(shifted(NaN, 2)).toBeNaN();
  expect(shifted(-Infinity, 2)).toBe(-Infinity);
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      const expected = 100 * value;
      expect(Math.abs(shifted(value, 2) - expected)).toBeLessThanOrEqual(
        Math.max(1e-300, Math.abs(expected)) * 2 ** -51,
      );
    }),
  );
});

test('names become parts of file names that differ', () => {
  expect(slug('Ünïform: r = 0.1 (8 bits)')).toBe('uniform-r-0-1-8-bits');
  expect(slugs(['a b', 'a-b', '字', 'c'])).toEqual(['a-b-1', 'a-b-2', 'profile-3', 'c']);
});

test('Markdown takes no sign of a text for its own', () => {
  expect(markdownText('a|b *c* _d_ <e> `f` [g] \\h')).toBe(
    String.raw`a\|b \*c\* \_d\_ \<e\> \`f\` \[g\] \\h`.replaceAll('\\`', '\\`'),
  );
});
