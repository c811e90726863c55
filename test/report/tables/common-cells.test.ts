import { expect, test } from 'vitest';
import { withoutCommonCells } from '../../../main/report/tables/latex/common-cells.ts';
import { latexSentence } from '../../../main/report/tables/latex/latex-sentence.ts';
import type { TableContent } from '../../../main/report/tables/table-document.ts';

const text = (value: string) => ({ kind: 'text', text: value }) as const;
const count = (value: number) => ({ kind: 'number', value, digits: 'count' }) as const;

const table: TableContent = {
  ...{ id: 'some-table', title: 'Some', caption: 'Some of it' },
  columns: [
    { key: 'profile', title: 'Profile', kind: 'text' },
    { key: 'method', title: 'Method', kind: 'text' },
    { key: 'pairs', title: 'Pairs', kind: 'number' },
    { key: 'p_value', title: 'p', kind: 'number' },
  ],
  rows: ['first', 'second', 'third'].map((method) => ({
    cells: [text('memory'), text(method), count(3), count(1)],
  })),
  notes: ['A note.'],
};

test('settings that are the same in all rows are said once below, results stay', () => {
  const { columns, rows, notes } = withoutCommonCells(table);
  expect(columns.map(({ key }) => key)).toEqual(['method', 'p_value']);
  expect(rows.map(({ cells }) => cells)).toEqual(
    ['first', 'second', 'third'].map((method) => [text(method), count(1)]),
  );
  expect(notes).toEqual(['In all rows: profile memory; pairs 3.', 'A note.']);
});

test('a table of few rows, with different settings, or as a paper has it stays whole', () => {
  const few = { ...table, rows: table.rows.slice(1) };
  expect(withoutCommonCells(few)).toBe(few);
  const saft = { ...table, id: 'saft-table-4' };
  expect(withoutCommonCells(saft)).toBe(saft);
  const [first, ...rest] = table.rows;
  const differs = { ...table, rows: [{ cells: [text('other'), ...first!.cells.slice(1)] }, ...rest] };
  expect(withoutCommonCells(differs).columns.map(({ key }) => key)).toEqual(['profile', 'method', 'p_value']);
});

test('letters for numbers are in mathematics, and numbers stay beside their signs', () => {
  expect(latexSentence('p < 0.05; with 3 pairs p is at least 0.25')).toBe(
    String.raw`$p$~\textless{}~0.05; with 3 pairs $p$ is at least 0.25`,
  );
  expect(latexSentence('95 % of σ = 0.2')).toBe(String.raw`95~\% of $\sigma$~=~0.2`);
  expect(latexSentence('SAFT k=7, plan-k, r.t., a p_value and km')).toBe(
    String.raw`SAFT k=7, plan-k, r.t., a p\_value and km`,
  );
});
