import type { RunTableColumn, CellValue } from '../table/run-table-column.ts';
import type { Comparison, FilterCondition, FilterExpression, FilterValue } from './filter-expression.ts';
import { printFilter } from './print-filter.ts';

/** A part of a filter that can be taken away by itself. */
export interface FilterChip {
  readonly text: string;
  readonly expression: FilterExpression;
}

/** What has to hold all together, one by one. */
export function chipsOf(expression: FilterExpression | undefined): readonly FilterChip[] {
  if (expression === undefined) return [];
  const parts = expression.kind === 'and' ? expression.operands : [expression];
  return parts.map((part) => ({ text: printFilter(part), expression: part }));
}

function joined(parts: readonly FilterExpression[]): FilterExpression | undefined {
  return parts.length < 2 ? parts[0] : { kind: 'and', operands: parts };
}

export function withoutChip(expression: FilterExpression | undefined, index: number): FilterExpression | undefined {
  return joined(
    chipsOf(expression)
      .filter((_, each) => each !== index)
      .map((chip) => chip.expression),
  );
}

/** Also this has to hold; what is demanded already is not demanded twice. */
export function withCondition(
  expression: FilterExpression | undefined,
  condition: FilterExpression,
): FilterExpression | undefined {
  const chips = chipsOf(expression);
  const text = printFilter(condition);
  if (chips.some((chip) => chip.text === text)) return expression;
  return joined([...chips.map((chip) => chip.expression), condition]);
}

/** What a filter demands so that the value of a cell passes. */
export function conditionOfCell(column: RunTableColumn, value: CellValue, operator: Comparison = '='): FilterCondition {
  return { kind: 'condition', column: column.key, operator, value: filterValueOf(column, value) };
}

function filterValueOf(column: RunTableColumn, value: CellValue): FilterValue {
  if (value === undefined || value === '' || (typeof value === 'number' && !Number.isFinite(value)))
    return { kind: 'empty' };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'yes' : 'no' };
  if (typeof value === 'string') {
    return { kind: 'text', text: column.type === 'date' ? localDay(value) : value };
  }
  const first = value[0];
  return first === undefined ? { kind: 'empty' } : { kind: 'text', text: first };
}

/** `2026-11-20` in local time, of ISO 8601 */
function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
