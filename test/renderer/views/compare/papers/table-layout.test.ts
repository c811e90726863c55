import { describe, expect, test } from 'vitest';
import type { TableJsonCell, TableJsonColumn } from '../../../../../main/contract/table-json.ts';
import { studyTables } from '../../../../../main/report/tables/study-tables.ts';
import { plainCell } from '../../../../../main/report/tables/shown-cell.ts';
import { writeTable } from '../../../../../main/report/tables/write-table.ts';
import { readTableJson } from '../../../../../renderer/views/compare/papers/read-table-json.ts';
import { bodyRows, headingRows } from '../../../../../renderer/views/compare/papers/table-layout.ts';
import { fullSubject, provenance } from '../../../../report/tables/full-subject.ts';

const word = (text: string): TableJsonCell => ({ kind: 'text', text });
const measured = (text: string, best?: true): TableJsonCell => ({
  kind: 'measured',
  value: 1,
  low: null,
  high: null,
  confidence: 0.95,
  over: 'seeds',
  n: 3,
  shown: 'half-width',
  digits: 'count',
  ...(best === undefined ? {} : { best }),
  text,
});
const column = (title: string, kind: TableJsonColumn['kind'], group?: string): TableJsonColumn => ({
  key: title,
  title,
  kind,
  ...(group === undefined ? {} : { group }),
});

describe('headings', () => {
  test('are one row where no columns stand in groups', () => {
    const unit = { ...column('b', 'number'), unit: '%' };
    expect(headingRows({ columns: [column('a', 'text'), unit] })).toEqual([
      [
        { text: 'a', columns: 1, rows: 1, over: 'column', isRight: false },
        { text: 'b', unit: '%', columns: 1, rows: 1, over: 'column', isRight: true },
      ],
    ]);
  });

  test('of groups span their columns, those of others both rows', () => {
    const columns = [
      column('a', 'text'),
      column('b', 'number', 'first'),
      column('c', 'number', 'first'),
      column('d', 'number', 'second'),
      column('e', 'mark'),
      column('f', 'number', 'first'),
    ];
    const [upper, lower] = headingRows({ columns });
    expect(upper!.map(({ text, columns: across, rows, over }) => [text, across, rows, over])).toEqual([
      ['a', 1, 2, 'column'],
      ['first', 2, 1, 'group'],
      ['second', 1, 1, 'group'],
      ['e', 1, 2, 'column'],
      ['first', 1, 1, 'group'],
    ]);
    expect(lower!.map(({ text }) => text)).toEqual(['b', 'c', 'd', 'f']);
  });
});

describe('rows', () => {
  const columns = [column('a', 'text'), column('b', 'text'), column('c', 'text'), column('d', 'measured')];
  const row = (words: readonly string[], startsGroup?: true) => ({
    cells: [...words.map(word), measured('1')],
    ...(startsGroup === undefined ? {} : { startsGroup }),
  });
  const repeated = (rows: ReturnType<typeof row>[]): readonly (readonly boolean[])[] =>
    bodyRows({ columns, rows }).map(({ cells }) => cells.map(({ isRepeated }) => isRepeated));

  test('say leading words once, but never that by which they differ', () => {
    expect(
      repeated([row(['x', 'y', 'z']), row(['x', 'y', 'z']), row(['x', 'other', 'z']), row(['new', 'y', 'z'])]),
    ).toEqual([
      [false, false, false, false],
      [true, true, false, false],
      [true, false, false, false],
      [false, false, false, false],
    ]);
  });

  test('that begin a group say everything again, under a rule unless they are the first', () => {
    const rows = [row(['x', 'y', 'z'], true), row(['x', 'y', 'z'], true)];
    expect(repeated(rows)[1]).toEqual([false, false, false, false]);
    expect(bodyRows({ columns, rows }).map(({ startsGroup }) => startsGroup)).toEqual([false, true]);
  });

  test('have words for signs and for the best', () => {
    const cells: TableJsonCell[] = [
      { kind: 'mark', marked: true, text: '*' },
      { kind: 'mark', marked: false, text: '' },
      { kind: 'missing', text: '' },
      { kind: 'missing', said: 'not known', text: 'not known' },
      measured('92.2 ± 0.8', true),
      measured('90.1 ± 0.8'),
    ];
    const [only] = bodyRows({ columns: cells.map((_, index) => column(String(index), 'measured')), rows: [{ cells }] });
    expect(only!.cells.map(({ text, spoken, isBest }) => [text, spoken, isBest])).toEqual([
      ['★', 'yes', false],
      ['', 'no', false],
      ['–', 'none', false],
      ['not known', undefined, false],
      ['92.2 ± 0.8', undefined, true],
      ['90.1 ± 0.8', undefined, false],
    ]);
  });
});

describe('a table as it is exported', () => {
  const tables = studyTables(fullSubject);
  const exported = (index: number): string =>
    new TextDecoder().decode(writeTable(tables[index]!, 'json', { siunitx: false }, provenance));

  test('is shown cell by cell as its other files have it', () => {
    for (const [index, table] of tables.entries()) {
      const read = readTableJson(exported(index));
      expect(read.notes).toEqual(table.notes);
      const shown = bodyRows(read).map(({ cells }) => cells.map(({ text }) => text));
      const other = table.rows.map(({ cells }) =>
        cells.map((cell) => {
          if (cell.kind === 'mark') return cell.marked ? '★' : '';
          return cell.kind === 'missing' ? (cell.said ?? '–') : plainCell(cell);
        }),
      );
      expect(shown).toEqual(other);
      const across = headingRows(read)[0]!.reduce((sum, { columns }) => sum + columns, 0);
      expect(across).toBe(table.columns.length);
    }
  });

  test('of another version, or cut, or with a cell too few is not shown', () => {
    const text = exported(0);
    const { rows, ...rest } = JSON.parse(text) as { readonly rows: readonly { readonly cells: readonly unknown[] }[] };
    const short = JSON.stringify({ ...rest, rows: rows.map(({ cells }) => ({ cells: cells.slice(1) })) });
    for (const wrong of [text.replace('"version": 1', '"version": 2'), text.slice(0, -10), short, '']) {
      expect(() => readTableJson(wrong)).toThrow('The table came in a form that this page does not know.');
    }
  });
});
