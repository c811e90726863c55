import type { RunTableColumn } from '../table/run-table-column.ts';
import { comparisons, type Expected } from './filter-expression.ts';
import { parseFilter } from './parse-filter.ts';
import { printColumn, printValue } from './print-filter.ts';
import { tokenizeFilter } from './tokenize-filter.ts';

export interface FilterCompletion {
  /** What is put in, with a space behind it */
  readonly text: string;
  readonly detail: string;
}

export interface FilterCompletions {
  /** What is replaced: characters from 0, `to` exclusive */
  readonly from: number;
  readonly to: number;
  readonly options: readonly FilterCompletion[];
}

const most = 12;

/** What could stand at the caret of a filter being typed. */
export function completeFilter(
  text: string,
  caret: number,
  columns: readonly RunTableColumn[],
  /** Texts that occur in a column, the most frequent first */
  valuesOf: (column: RunTableColumn) => readonly string[],
): FilterCompletions {
  const before = text.slice(0, caret);
  const word = tokenizeFilter(before).findLast(({ kind, end }) => kind !== 'end' && end === caret);
  const isWord = word?.kind === 'word' || word?.kind === 'unfinished';
  const from = isWord ? word.at : caret;
  const typed = before.slice(from).replace(/^["`]/, '').toLowerCase();
  const options = optionsFor(before.slice(0, from), columns, valuesOf);
  const matching = options.filter((option) => option.text.toLowerCase().replace(/^["`]/, '').includes(typed));
  const starting = matching.filter((option) => option.text.toLowerCase().replace(/^["`]/, '').startsWith(typed));
  const rest = matching.filter((option) => !starting.includes(option));
  return { from, to: caret, options: [...starting, ...rest].slice(0, most) };
}

function expectedAfter(text: string): Expected {
  if (text.trim() === '') return 'column';
  const parsed = parseFilter(text);
  return 'problem' in parsed ? parsed.problem.expected : 'connective';
}

function optionsFor(
  before: string,
  columns: readonly RunTableColumn[],
  valuesOf: (column: RunTableColumn) => readonly string[],
): readonly FilterCompletion[] {
  switch (expectedAfter(before)) {
    case 'column':
      return columns.map((column) => ({
        text: printColumn(column.key),
        detail: column.unit === undefined ? column.title : `${column.title}, ${column.unit}`,
      }));
    case 'operator':
      return [...comparisons, 'in ('].map((sign) => ({ text: sign, detail: signs[sign] ?? '' }));
    case 'value': {
      const column = lastColumn(before, columns);
      const values = column === undefined ? [] : valuesOf(column);
      return [
        ...values.map((value) => ({ text: printValue({ kind: 'text', text: value }), detail: '' })),
        { text: 'empty', detail: 'no value' },
      ];
    }
    case 'connective':
      return [
        { text: 'and', detail: 'both hold' },
        { text: 'or', detail: 'one of them holds' },
      ];
  }
}

const signs: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  '~': 'contains',
  '!~': 'does not contain',
  'in (': 'one of',
};

function lastColumn(before: string, columns: readonly RunTableColumn[]): RunTableColumn | undefined {
  const named = tokenizeFilter(before).findLast(
    ({ kind, text }) => (kind === 'word' || kind === 'name') && columns.some((column) => column.key === text),
  );
  return columns.find((column) => column.key === named?.text);
}
