import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { MenuItem } from '../../../components/option-types.ts';
import type { Comparison, FilterCondition } from '../filter/filter-expression.ts';
import { conditionOfCell } from '../filter/filter-chips.ts';
import { printFilter } from '../filter/print-filter.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';

/** Which conditions make sense of a cell, the most usual first. */
export function cellConditions(column: RunTableColumn, row: RunRow): readonly FilterCondition[] {
  const value = column.read(row);
  const of = (operator: Comparison): FilterCondition => conditionOfCell(column, value, operator);
  const equal = of('=');
  const conditions = [equal];
  if (Array.isArray(value)) {
    conditions.push(...value.slice(1).map((each: string) => conditionOfCell(column, [each])));
  }
  if (column.key === 'method' && row.methodName !== undefined && row.methodName !== value) {
    conditions.push(conditionOfCell(column, row.methodName));
  }
  conditions.push(of('!='));
  const isOrdered = column.type === 'number' || column.type === 'date';
  if (isOrdered && equal.value.kind !== 'empty') conditions.push(of('>='), of('<='));
  return conditions;
}

/** The part of a cell's menu that filters. */
export function filterItems(
  column: RunTableColumn,
  row: RunRow,
  filterBy: (condition: FilterCondition) => void,
): readonly MenuItem[] {
  return cellConditions(column, row).map((condition, place) => ({
    label: `Filter by ${printFilter(condition)}`,
    ...(place === 0 ? { shortcut: 'F' } : {}),
    select: () => filterBy(condition),
  }));
}
