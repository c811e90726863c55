import type { RunTableColumn } from '../table/run-table-column.ts';
import { filterUnits, type FilterMention, type FilterProblem, type FilterValue } from './filter-expression.ts';
import { printColumn } from './print-filter.ts';
import { readDate } from './read-date.ts';

type Columns = ReadonlyMap<string, RunTableColumn>;
type PlacedValue = FilterMention['values'][number];

/** The first that a filter says about columns which they do not allow; `undefined` when it can be evaluated. */
export function checkFilter(mentions: readonly FilterMention[], columns: Columns): FilterProblem | undefined {
  for (const mention of mentions) {
    const column = columns.get(mention.column);
    if (column === undefined) return unknownColumn(mention, columns);
    for (const placed of mention.values) {
      const complaint = complaintOf(column, mention.operator, placed.value);
      if (complaint !== undefined) return problemAt(placed, complaint);
    }
  }
  return undefined;
}

function problemAt({ at, end }: PlacedValue, message: string): FilterProblem {
  return { message, at, end, expected: 'value' };
}

function unknownColumn({ column, at, end }: FilterMention, columns: Columns): FilterProblem {
  const near = nearest(column, [...columns.keys()]);
  const next = near === undefined ? 'The column picker lists every name.' : `The nearest name is ${printColumn(near)}.`;
  return { message: `No column is named “${column}”. ${next}`, at, end, expected: 'column' };
}

function complaintOf(
  column: RunTableColumn,
  operator: FilterMention['operator'],
  value: FilterValue,
): string | undefined {
  const { title } = column;
  if (value.kind === 'empty') {
    return operator === '=' || operator === '!=' || operator === 'in' ? undefined : '`empty` goes with = and != only.';
  }
  const searches = operator === '~' || operator === '!~';
  if (searches && (column.type === 'number' || column.type === 'yes-no')) {
    return `${operator} looks inside texts, and ${title} holds ${column.type === 'number' ? 'numbers' : 'yes or no'}.`;
  }
  switch (column.type) {
    case 'number':
      if (value.kind === 'text') return `${title} holds numbers: a number is expected.`;
      return value.unit === undefined || unitFactor(value.unit, column.unit) !== undefined
        ? undefined
        : `${title} is ${column.unit === undefined ? 'a plain number' : `in ${column.unit}`}: ${value.unit} does not fit.`;
    case 'date':
      if (searches || (value.kind === 'text' && readDate(value.text) !== undefined)) return undefined;
      return `${title} is a date: one such as 2026-11-20 or "2026-11-20 14:30" is expected.`;
    case 'yes-no':
      return value.kind === 'text' && ['yes', 'no'].includes(value.text.toLowerCase()) && !/[<>]/.test(operator)
        ? undefined
        : `${title} is yes or no: \`= yes\` or \`= no\` is expected.`;
    case 'text':
    case 'list':
      return undefined;
  }
}

/**
 * What a number with a unit is multiplied by to be in the unit of a column; `undefined` where they do not fit.
 * A column without a unit holds fractions and plain numbers.
 */
export function unitFactor(unit: keyof typeof filterUnits, columnUnit: string | undefined): number | undefined {
  const { of, factor } = filterUnits[unit];
  if (columnUnit === undefined) return of === 'fraction' ? factor : undefined;
  if (!Object.hasOwn(filterUnits, columnUnit)) return undefined;
  const target = filterUnits[columnUnit as keyof typeof filterUnits];
  return target.of === of ? factor / target.factor : undefined;
}

/** The name with the fewest changes to a text, if that is less than half of it. */
function nearest(text: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(text.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance);
  const first = ranked[0];
  return first !== undefined && first.distance < Math.max(2, text.length / 2) ? first.name : undefined;
}

/** Levenshtein's: insertions, deletions and replacements. */
function editDistance(one: string, other: string): number {
  let line = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = line[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, line[column]! + 1, next[column - 1]! + 1));
    }
    line = next;
  }
  return line[other.length]!;
}
