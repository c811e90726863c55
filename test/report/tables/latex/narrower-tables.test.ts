import { describe, expect, test } from 'vitest';
import { withoutEveryCommonCell } from '../../../../main/report/tables/latex/common-cells.ts';
import { withGroupHeadings } from '../../../../main/report/tables/latex/group-headings.ts';
import { headingLines } from '../../../../main/report/tables/latex/heading-lines.ts';
import { withScaledRates } from '../../../../main/report/tables/latex/scaled-rates.ts';
import { withShortHeadings } from '../../../../main/report/tables/latex/short-headings.ts';
import { withoutSharedBeginnings } from '../../../../main/report/tables/latex/shared-beginnings.ts';
import { withoutSharedParts } from '../../../../main/report/tables/latex/shared-parts.ts';
import { withWordMarks } from '../../../../main/report/tables/latex/word-marks.ts';
import { number, rate, said, tableOf, text } from './small-table.ts';

const named = (...names: readonly string[]) =>
  tableOf(
    ['Method', 'Accuracy'],
    names.map((name, index) => [text(name), number(index)]),
  );

describe('parts that all names of a kind share', () => {
  test('are said once below', () => {
    const table = named('reliable', 'X l=1, fast, ln p', 'X l=2, fast, ln p · net-8', 'X l=3, fast, ln p');
    const short = withoutSharedParts(table);
    expect(said(short)).toEqual([
      ['reliable', 0],
      ['X l=1', 1],
      ['X l=2 · net-8', 2],
      ['X l=3', 3],
    ]);
    expect(short.notes).toEqual(['In all rows of X: fast, ln p.', 'A note.']);
  });

  test('stay in names of few rows, where only some have them, and where names would be the same', () => {
    const few = named('X l=1, fast', 'X l=2, fast');
    expect(withoutSharedParts(few)).toBe(few);
    const one = named('X, fast', 'X, fast', 'X, fast');
    expect(withoutSharedParts(one)).toBe(one);
    const some = named('X l=1, fast', 'X l=2', 'X l=3, fast');
    expect(withoutSharedParts(some)).toBe(some);
    const same = named('X, fast, a', 'X, fast, a, a', 'X, a, fast');
    expect(withoutSharedParts(same)).toBe(same);
  });
});

describe('what stands for several rows', () => {
  const table = tableOf(
    ['Method', 'Configuration', 'Energy'],
    [
      [text('reliable memory'), text('reliable'), number(1)],
      [text('reliable memory'), text('reliable float16'), number(2)],
      [text('uniform rate'), text('uniform p=0.1'), number(3)],
      [text('uniform rate'), text('uniform p=0.2'), number(4)],
    ],
  );

  test('is a line above them, and the names go without its words, but never without any', () => {
    const headed = withGroupHeadings(table);
    expect(headed.columns.map(({ title }) => title)).toEqual(['Configuration', 'Energy']);
    expect(said(headed)).toEqual([
      ['reliable memory:', 'reliable', 1],
      ['float16', 2],
      ['uniform rate:', 'p=0.1', 3],
      ['p=0.2', 4],
    ]);
    expect(headed.rows.map(({ startsGroup = false }) => startsGroup)).toEqual([false, false, true, false]);
  });

  test('is a column where the same comes again later, or each row has its own', () => {
    const again = { ...table, rows: [...table.rows, ...table.rows] };
    expect(withGroupHeadings(again)).toBe(again);
    const own = { ...table, rows: [table.rows[0]!, table.rows[2]!] };
    expect(withGroupHeadings(own)).toBe(own);
  });

  test('may be the words that names of a kind begin with, where each kind has several', () => {
    const kinds = named('noise injection p=0.1', 'noise injection p=0.2', 'SAFT k=2, p=0.1', 'SAFT k=2, p=0.2');
    expect(said(withGroupHeadings(kinds))).toEqual([
      ['noise injection:', 'p=0.1', 0],
      ['p=0.2', 1],
      ['SAFT k=2:', 'p=0.1', 2],
      ['p=0.2', 3],
    ]);
    const layers = named('conv1', 'conv2', 'fc');
    expect(withGroupHeadings(layers)).toBe(layers);
  });
});

test('values that are the same in every row are said below where there is no room, those of groups are not', () => {
  const rows = [1, 2, 3].map((value) => [text('net'), text(`m${value}`), number(1), number(2), number(value)]);
  const table = tableOf(['Network', 'Method', 'Speed-up', { title: 'Total', group: 'Layers' }, 'Time'], rows);
  const short = withoutEveryCommonCell(table);
  expect(short.columns.map(({ title }) => title)).toEqual(['Method', 'Total', 'Time']);
  expect(short.notes).toEqual(['In all rows: network net; speed-up 1.0.', 'A note.']);
  const two = withoutEveryCommonCell({ ...table, rows: table.rows.slice(1) });
  expect(two.columns.map(({ title }) => title)).toEqual(['Method', 'Speed-up', 'Total', 'Time']);
});

describe('fault rates', () => {
  const table = tableOf(
    ['Layer', { title: 'Lowest', group: 'Fault rates' }, { title: 'Highest', group: 'Fault rates' }],
    [
      [text('a'), rate(0.000727), rate(0.0619)],
      [text('b'), rate(0), { kind: 'missing' }],
    ],
  );

  test('are thousandths where that is shorter, said once for their group', () => {
    const scaled = withScaledRates(table);
    expect(said(scaled)).toEqual([
      ['a', 0.727, 61.9],
      ['b', 0, 'missing'],
    ]);
    expect(scaled.columns.map(({ group }) => group)).toEqual([undefined, 'Fault rates (10⁻³)', 'Fault rates (10⁻³)']);
    const alone = tableOf(['Layer', 'Fault rate'], [[text('a'), rate(0.00025)]]);
    expect(withScaledRates(alone).columns[1]!.unit).toBe('10⁻³');
  });

  test('stay where it is not shorter, has a unit already, or is another number', () => {
    const high = tableOf(
      ['Layer', 'Fault rate'],
      [
        [text('a'), rate(0.2)],
        [text('b'), rate(0.25)],
      ],
    );
    expect(withScaledRates(high)).toBe(high);
    const inPercent = tableOf(['Layer', { title: 'Fault rate', unit: '%' }], [[text('a'), rate(0.00025)]]);
    expect(withScaledRates(inPercent)).toBe(inPercent);
    const other = tableOf(['Layer', 'Time'], [[text('a'), number(0.00025)]]);
    expect(withScaledRates(other)).toBe(other);
  });
});

describe('words behind the numbers', () => {
  const words = (...all: readonly string[]) =>
    tableOf(
      ['Method', 'Energy', 'Dominated by'],
      all.map((word, index) => [text(`m${index}`), number(index), text(word)]),
    );

  test('are marks where there are few, explained below', () => {
    const marked = withWordMarks(words('another', 'none', 'its own', 'another'));
    expect(said(marked).map((row) => row.at(-1))).toEqual(['†', '', '‡', '†']);
    expect(marked.columns.at(-1)!.title).toBe('');
    expect(marked.notes.at(-1)).toBe('Marks: dominated by † another, ‡ its own, without a mark none.');
  });

  test('stay words where there are many, or few rows; names of rows always do', () => {
    for (const table of [words('a', 'b', 'c', 'd'), words('a', 'b', 'a'), named('a', 'b', 'a', 'b')]) {
      expect(withWordMarks(table)).toBe(table);
    }
  });
});

test('names of one family go without its name, which the heading has', () => {
  const short = withoutSharedBeginnings(named('mlp-bn-64-64', 'mlp-bn-128-64', 'mlp-bn-64-64-64'));
  expect(said(short).map(([name]) => name)).toEqual(['64-64', '128-64', '64-64-64']);
  expect(short.columns[0]!.unit).toBe('mlp-bn-…');
  for (const table of [
    named('a-b', 'a-c', 'a-d'),
    named('mlp-bn-64', 'mlp-bn-', 'lenet5'),
    named('lenet-5', 'lenet-4'),
  ]) {
    expect(withoutSharedBeginnings(table)).toBe(table);
  }
});

test('headings are abbreviated, and broken into lines of about the same length', () => {
  expect(withShortHeadings(named('a')).columns.map(({ title }) => title)).toEqual(['Method', 'Accuracy']);
  expect(withShortHeadings(tableOf(['Configuration'], [[text('a')]])).columns[0]!.title).toBe('Config.');
  expect(headingLines('Energy a bit', 0)).toEqual(['Energy', 'a bit']);
  expect(headingLines('Times less energy', 4600)).toEqual(['Times less', 'energy']);
  expect(headingLines('Times less energy', 9000)).toEqual(['Times less energy']);
  expect(headingLines('', 0)).toEqual(['']);
});
