import { describe, expect, test } from 'vitest';
import { tableText } from '../../../../../renderer/components/table-text.ts';
import { groupedColumns } from '../../../../../renderer/views/compare/papers/grouped-columns.ts';
import {
  lanmaxPaperTable,
  ratesText,
  savingReference,
} from '../../../../../renderer/views/compare/papers/lanmax-table.ts';
import { paperText } from '../../../../../renderer/views/compare/papers/paper-text.ts';
import { isOfSaft, saftPaperTable } from '../../../../../renderer/views/compare/papers/saft-table.ts';
import { comparison, fronts, methods } from '../compare-fixture.ts';
import { cellsOf, plain } from '../report-lines.ts';

const [profile] = comparison.profiles;

describe("SAFT's table", () => {
  const table = saftPaperTable(comparison.profiles, 'lenet5 on glyphs')!;

  test('says under it what intervals are over, what the speed-up is and what it is held against', () => {
    expect(table.notes.map(plain)).toEqual([
      '± is half of the 95 % confidence interval, over 10,000 test images, 24 noise draws and 3 seeds.',
      'Untrained: under noise before any training. Speed-up: time of a training step that trains every layer by that of the step with frozen layers, measured in turn, batch 128; ± over 3 seeds. Bound: what multiply-accumulates alone allow.',
      'Noise injection is that of the same fault rate, where there is one, otherwise the first of the study.',
    ]);
  });

  test('is copied as it stands, with its notes', () => {
    const markdown = paperText('markdown', table);
    expect(markdown).toMatch(/^\*\*Accuracy under noise .*\.\*\*\n\n\| Profile \|/);
    expect(markdown).toMatch(/\|\n\n± is half of/);
    expect(markdown).toContain(
      '| 8-bit memory | SAFT k=1, p=0.001 | 96.82 ± 0.34 | 89.1 ± 2.4 | 97.2 ± 1.2 | 96.4 ± 1.2 | 2.1 ± 0.4× | 2.64× |',
    );
    const latex = paperText('latex', table);
    expect(latex).toContain(String.raw`  \par\footnotesize $\pm$ is half of the 95\,\% confidence interval`);
    expect(latex.trimEnd().endsWith(String.raw`\end{table}`)).toBe(true);
    expect(paperText('tsv', table).split('\n')).toHaveLength(1 + 3 + table.notes.length + 1);
    expect(paperText('csv', table)).toBe(tableText('csv', table.columns, table.rows));
    expect(latex).toContain(String.raw`97.2 $\pm$ 1.2 & 96.4 $\pm$ 1.2`);
    expect(latex).toContain(String.raw`\toprule`);
  });

  test('has a row without SAFT where there is none, and no column of names then', () => {
    const alone = { ...profile!, methods: methods.slice(0, 1) };
    const single = saftPaperTable([alone], '')!;
    expect(single.columns.map(({ key }) => key)).not.toContain('method');
    expect(cellsOf(single.columns, single.rows, ['injection', 'saft', 'speedup', 'bound'])).toEqual([
      ['97.2 ± 1.2', '', '', ''],
    ]);
  });

  test('is not made of a study of memories alone', () => {
    const memories = { ...profile!, methods: methods.slice(4) };
    expect(isOfSaft(memories)).toBe(false);
    expect(saftPaperTable([memories], '')).toBeUndefined();
  });
});

describe("LaNMax's table", () => {
  const table = lanmaxPaperTable(fronts, 'lenet5 on glyphs');

  test('has rates, energy, accuracy and the saving at that accuracy', () => {
    expect(savingReference(fronts)).toBe('noise-injection');
    const rows = cellsOf(table.columns, table.rows, ['method', 'label', 'rates', 'energy', 'accuracy', 'saving']);
    expect(rows.map((cells) => cells.map(plain))).toEqual([
      ['Noise injection', 'noise injection p=0.01', '0.01', '35.98', '88.1 ± 1.2', '–'],
      ['Noise injection', 'noise injection p=0.001', '0.001', '53.97', '97.2 ± 1.2', '–'],
      ['SAFT', 'SAFT k=1, p=0.01', '0.01', '35.98', '85.0 ± 1.2', '–'],
      ['SAFT', 'SAFT k=1, p=0.001', '0.001', '53.97', '96.4 ± 1.2', '0.97 [0.91, 0.99]'],
      ['LaNMax', 'LaNMax λ=4', '0.001 to 0.05, mean 0.0424', '33.7 ± 1.6', '91.9 ± 1.2', '1.29, at least 1.22'],
      ['LaNMax', 'LaNMax λ=1', '0.001 to 0.05, mean 0.0424', '42 ± 7', '97.0 ± 1.2', '1.29'],
    ]);
    expect(table.columns.at(-1)!.label).toBe('Times less energy than noise injection');
    expect(plain(table.notes[0]!)).toContain('100 %: 11,100 weights of 8 bits (lenet5)');
  });

  test('names the geometric mean over bits', () => {
    const layer = { layer: 'a', weights: 1000, bits: 1, rate: 0.001, energyPerBit: 0 };
    const memory = { energy: 0, reliableEnergy: 0, float16Energy: 0, float32Energy: 0 };
    const both = { ...memory, layers: [layer, { ...layer, weights: 3000, rate: 0.1 }] };
    // 0.001^(1/4) 0.1^(3/4)
    expect(ratesText({ memory: both })).toBe('0.001 to 0.1, mean 0.0316');
    expect(ratesText({ memory: { ...memory, layers: [{ ...layer, rate: 0 }] } })).toBe('none');
    expect(ratesText({})).toBe('');
  });

  test('of very many points only the fronts are left, and the table says so', () => {
    const [noise] = fronts.fronts;
    const crowd = Array.from({ length: 150 }, () => ({ ...noise!.points[0]!, dominated: true }));
    const many = lanmaxPaperTable({ ...fronts, fronts: [{ ...noise!, points: [...crowd, ...noise!.points] }] }, '');
    expect(many.rows).toHaveLength(2);
    expect(many.notes[0]).toBe('150 points that another of their method dominates are left out.');
  });
});

test('what the row above says already is printed once', () => {
  const columns = [
    { key: 'a', label: 'a' },
    { key: 'b', label: 'b' },
    { key: 'c', label: 'c' },
  ];
  const rows = [
    { a: '1', b: '2', c: '3' },
    { a: '1', b: '2', c: '3' },
    { a: '4', b: '2', c: '3' },
  ];
  const groups = groupedColumns(columns, rows);
  expect(groups.map(({ starts }) => starts)).toEqual([true, false, true]);
  expect(groups.map(({ repeated }) => [...repeated])).toEqual([[], ['a', 'b'], []]);
});
