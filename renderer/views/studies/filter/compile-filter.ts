import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import { unitFactor } from './check-filter.ts';
import type { Comparison, FilterCondition, FilterExpression, FilterValue } from './filter-expression.ts';
import { readDate } from './read-date.ts';

export type RunTest = (row: RunRow) => boolean;

const everyRun: RunTest = () => true;

/**
 * A filter as a test of one run. What is compared with a run that has no value fails, except for != and !~.
 *
 * @param expression one that {@link checkFilter} has nothing against; `undefined`: every run passes
 */
export function compileFilter(
  expression: FilterExpression | undefined,
  columns: ReadonlyMap<string, RunTableColumn>,
): RunTest {
  if (expression === undefined) return everyRun;
  switch (expression.kind) {
    case 'condition':
      return compileCondition(expression, columnOf(expression.column, columns));
    case 'in': {
      const column = columnOf(expression.column, columns);
      const numbers = membershipOfNumbers(expression.values, column);
      if (numbers !== undefined) return numbers;
      const tests = expression.values.map((value) =>
        compileCondition({ kind: 'condition', column: expression.column, operator: '=', value }, column),
      );
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compileFilter(expression.operand, columns);
      return (row) => !test(row);
    }
    case 'and': {
      const tests = expression.operands.map((operand) => compileFilter(operand, columns));
      return (row) => tests.every((test) => test(row));
    }
    case 'or': {
      const tests = expression.operands.map((operand) => compileFilter(operand, columns));
      return (row) => tests.some((test) => test(row));
    }
  }
}

function columnOf(key: string, columns: ReadonlyMap<string, RunTableColumn>): RunTableColumn {
  const column = columns.get(key);
  if (column === undefined) throw new Error(`No column is named “${key}”`);
  return column;
}

/** A set, as a selection turned into a filter may have thousands of numbers. */
function membershipOfNumbers(values: readonly FilterValue[], column: RunTableColumn): RunTest | undefined {
  if (column.type !== 'number' || values.some((value) => value.kind !== 'number')) return undefined;
  const numbers = new Set<unknown>(values.map((value) => numberIn(column, value)));
  return (row) => numbers.has(column.read(row));
}

function numberIn(column: RunTableColumn, value: FilterValue): number {
  if (value.kind !== 'number') return Number.NaN;
  return value.unit === undefined ? value.value : value.value * (unitFactor(value.unit, column.unit) ?? Number.NaN);
}

function isEmpty(value: ReturnType<RunTableColumn['read']>): boolean {
  return (
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'number' && !Number.isFinite(value))
  );
}

const opposites: Partial<Record<Comparison, Comparison>> = { '!=': '=', '!~': '~' };

function compileCondition({ operator, value, column: key }: FilterCondition, column: RunTableColumn): RunTest {
  const opposite = opposites[operator];
  if (opposite !== undefined) {
    const test = compileCondition({ kind: 'condition', column: key, operator: opposite, value }, column);
    return (row) => !test(row);
  }
  if (value.kind === 'empty') return (row) => isEmpty(column.read(row));
  switch (column.type) {
    case 'number':
      return numberTest(column, operator, numberIn(column, value));
    case 'date':
      return dateTest(column, operator, textOf(value));
    case 'yes-no': {
      const wanted = textOf(value).toLowerCase() === 'yes';
      return (row) => column.read(row) === wanted;
    }
    case 'text':
    case 'list':
      return textTest(column, operator, textOf(value).toLowerCase());
  }
}

function textOf(value: FilterValue): string {
  if (value.kind === 'number') return `${value.value}${value.unit === undefined ? '' : ` ${value.unit}`}`;
  return value.kind === 'text' ? value.text : '';
}

function numberTest(column: RunTableColumn, operator: Comparison, wanted: number): RunTest {
  const compares: Partial<Record<Comparison, (value: number) => boolean>> = {
    '=': (value) => value === wanted,
    '<': (value) => value < wanted,
    '<=': (value) => value <= wanted,
    '>': (value) => value > wanted,
    '>=': (value) => value >= wanted,
  };
  const compare = compares[operator] ?? (() => false);
  return (row) => {
    const value = column.read(row);
    return typeof value === 'number' && compare(value);
  };
}

function dateTest(column: RunTableColumn, operator: Comparison, text: string): RunTest {
  if (operator === '~') return (row) => column.text(row).toLowerCase().includes(text.toLowerCase());
  const { start, end } = readDate(text) ?? { start: Number.NaN, end: Number.NaN };
  const compares: Partial<Record<Comparison, (at: number) => boolean>> = {
    '=': (at) => at >= start && at < end,
    '<': (at) => at < start,
    '<=': (at) => at < end,
    '>': (at) => at >= end,
    '>=': (at) => at >= start,
  };
  const compare = compares[operator] ?? (() => false);
  return (row) => {
    const value = column.read(row);
    return typeof value === 'string' && compare(Date.parse(value));
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** @param wanted in lower case */
function textTest(column: RunTableColumn, operator: Comparison, wanted: string): RunTest {
  const compares: Partial<Record<Comparison, (text: string) => boolean>> = {
    '=': (text) => text.toLowerCase() === wanted,
    '~': (text) => text.toLowerCase().includes(wanted),
    '<': (text) => collator.compare(text, wanted) < 0,
    '<=': (text) => collator.compare(text, wanted) <= 0,
    '>': (text) => collator.compare(text, wanted) > 0,
    '>=': (text) => collator.compare(text, wanted) >= 0,
  };
  const compare = compares[operator] ?? (() => false);
  const also = operator === '=' || operator === '~' ? column.also : undefined;
  return (row) => {
    const value = column.read(row);
    if (Array.isArray(value)) return (value as readonly string[]).some(compare);
    if (typeof value === 'string' && value !== '' && compare(value)) return true;
    return also !== undefined && also.call(column, row).some(compare);
  };
}
