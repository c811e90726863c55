import { chipsOf, withCondition } from '../filter/filter-chips.ts';
import type { FilterExpression } from '../filter/filter-expression.ts';

/** The studies a filter is limited to by a condition of its own; none: it is not. */
export function studiesOfFilter(expression: FilterExpression | undefined): readonly number[] {
  for (const { expression: part } of chipsOf(expression)) {
    const ids = idsOf(part);
    if (ids !== undefined) return ids;
  }
  return [];
}

function idsOf(part: FilterExpression): readonly number[] | undefined {
  if (part.kind === 'condition' && part.column === 'study-id' && part.operator === '=') {
    return part.value.kind === 'number' ? [part.value.value] : undefined;
  }
  if (part.kind !== 'in' || part.column !== 'study-id') return undefined;
  return part.values.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
}

/** The same filter limited to other studies; to none: not limited. */
export function withStudies(
  expression: FilterExpression | undefined,
  ids: readonly number[],
): FilterExpression | undefined {
  const rest = chipsOf(expression)
    .map((chip) => chip.expression)
    .filter((part) => idsOf(part) === undefined);
  const others = rest.reduce<FilterExpression | undefined>(withCondition, undefined);
  if (ids.length === 0) return others;
  const values = ids.map((value) => ({ kind: 'number' as const, value }));
  const scope: FilterExpression =
    values.length === 1
      ? { kind: 'condition', column: 'study-id', operator: '=', value: values[0]! }
      : { kind: 'in', column: 'study-id', values };
  const parts = [scope, ...chipsOf(others).map((chip) => chip.expression)];
  return parts.length === 1 ? scope : { kind: 'and', operands: parts };
}
