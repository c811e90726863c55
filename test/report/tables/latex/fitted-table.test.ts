import { describe, expect, test } from 'vitest';
import { fittedTable } from '../../../../main/report/tables/latex/fitted-table.ts';
import { plainCell } from '../../../../main/report/tables/shown-cell.ts';
import { studyTables } from '../../../../main/report/tables/study-tables.ts';
import type { TableContent } from '../../../../main/report/tables/table-document.ts';
import { fullSubject } from '../full-subject.ts';
import { number, said, tableOf, text } from './small-table.ts';

const groupOf = (group: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ title: `Accuracy ${index}`, group }));

/** Columns of numbers of five digits, and names of this many letters. */
const wide = (letters: number, ...groups: readonly number[]) => {
  const columns = groups.flatMap((count, index) => groupOf(`Group ${index}`, count));
  const row = (name: string) => [text(name.repeat(letters)), ...columns.map((_, index) => number(12345.6 + index))];
  return tableOf(['Name', ...columns], [row('a'), row('b')]);
};

describe('a table', () => {
  test('that is narrow stays as it is', () => {
    const table = wide(5, 2);
    expect(fittedTable(table, false)).toMatchObject({ parts: [table], gapPt: 6, shrinks: false, isWide: false });
    expect(fittedTable(table, false).font.sizePt).toBe(9);
  });

  test('that is wider has smaller gaps and letters, across both columns where it would be too small in one', () => {
    const table = wide(5, 3, 2);
    const { parts, font, isWide, shrinks } = fittedTable(table, false);
    expect({ parts, isWide, shrinks, sizePt: font.sizePt }).toEqual({
      ...{ parts: [table], isWide: false, shrinks: true, sizePt: 9 },
    });
    const wider = fittedTable(wide(12, 4, 3), false);
    expect(wider).toMatchObject({ isWide: true, shrinks: true });
    expect(wider.widthPt).toBeLessThanOrEqual(342);
  });

  test('that is too wide stands in two below one another, divided between groups, each with the names', () => {
    const table = wide(20, 4, 2, 2);
    const { parts, widthPt, font } = fittedTable(table, false);
    expect(parts.map(({ columns }) => columns.map(({ group }) => group))).toEqual([
      [undefined, ...Array<string>(4).fill('Group 0')],
      [undefined, 'Group 1', 'Group 1', 'Group 2', 'Group 2'],
    ]);
    expect(parts.map((part) => said(part)[1]![0])).toEqual(['b'.repeat(20), 'b'.repeat(20)]);
    expect(widthPt).toBeLessThanOrEqual(342);
    expect(font.sizePt).toBeGreaterThanOrEqual(8);
  });

  test('that would be higher than a page in large letters has smaller ones', () => {
    const [row] = wide(12, 4).rows;
    const high = (count: number) => ({ ...wide(12, 4), rows: Array.from({ length: count }, () => row!) });
    const sizes = [20, 42, 200].map((count) => fittedTable(high(count), false).font.sizePt);
    expect(sizes).toEqual([9, 8, 9]);
  });

  test('that no measure makes narrow is as small as it gets, and shrunk', () => {
    expect(fittedTable(wide(200, 1), false)).toMatchObject({ shrinks: true, isWide: true, font: { sizePt: 7 } });
  });
});

/** Words and numbers of a text, without signs. */
const tokens = (texts: readonly string[]): readonly string[] =>
  texts.join(' ').match(/[\p{L}\p{N}]+(?:\.\p{N}+)?/gu) ?? [];

test.each([false, true])('nothing that a layout says is lost where it is made narrower, aligned: %s', (isAligned) => {
  // Longer names than a page is wide, so that all is done that can be
  const tables = studyTables(fullSubject).flatMap((table): readonly TableContent[] => [table, withLongNames(table)]);
  for (const whole of tables) {
    const { parts } = fittedTable(whole, isAligned);
    let headings = parts.map(() => '');
    for (const [row, { cells }] of whole.rows.entries()) {
      headings = parts.map(({ rows }, part) => rows[row]!.heading ?? headings[part]!);
      const shown = parts.flatMap((part) => part.rows[row]!.cells.map(plainCell));
      const unscaled = parts.flatMap((part) =>
        part.rows[row]!.cells.flatMap((cell) =>
          cell.kind === 'number' && cell.digits === 'rate' ? [plainCell({ ...cell, value: cell.value / 1000 })] : [],
        ),
      );
      const headingWords = parts[0].columns.flatMap(({ unit = '' }) => unit);
      const found = new Set(tokens([...shown, ...unscaled, ...headings, ...headingWords, ...parts[0].notes]));
      expect(tokens(cells.map(plainCell)).filter((token) => !found.has(token) && token !== 'none')).toEqual([]);
    }
  }
});

function withLongNames(table: TableContent): TableContent {
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) =>
        cell.kind === 'text' ? { ...cell, text: `${cell.text}, ${'by a long name '.repeat(3).trim()}` } : cell,
      ),
    })),
  };
}
