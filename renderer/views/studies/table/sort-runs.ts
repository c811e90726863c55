import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { CellValue, RunTableColumn } from './run-table-column.ts';

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export type RunOrder = (one: RunRow, other: RunRow) => number;
type Columns = ReadonlyMap<string, RunTableColumn>;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What a cell is sorted by; `undefined` where it has nothing. */
function sortValue(value: CellValue): number | string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object') return value.length === 0 ? undefined : value.join(', ');
  return value === '' ? undefined : value;
}

function compareTexts(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}

function compareValues(one: number | string | undefined, other: number | string | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other);
  return 0;
}

/**
 * The order of runs by several columns, the first before the others. Runs without a value come last, whichever way a
 * column is sorted; what is equal stays in the order of its making.
 */
export function orderOf(sort: readonly SortKey[], columns: Columns): RunOrder {
  const keys = sort.flatMap(({ column, descending }) => {
    const found = columns.get(column);
    return found === undefined ? [] : [{ column: found, sign: descending ? -1 : 1 }];
  });
  return (one, other) => {
    for (const { column, sign } of keys) {
      const first = sortValue(column.read(one));
      const second = sortValue(column.read(other));
      if (first === undefined || second === undefined) {
        if (first !== second) return first === undefined ? 1 : -1;
        continue;
      }
      const compared = compareValues(first, second);
      if (compared !== 0) return sign * compared;
    }
    return one.id - other.id;
  };
}

/** Places of texts among all texts of a column: comparing those is many times quicker than comparing texts. */
function ranksOf(values: readonly (number | string | undefined)[]): readonly number[] {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))].sort(compareTexts);
  const ranks = new Map(texts.map((text, rank) => [text, rank]));
  return values.map((value) =>
    value === undefined ? Number.NaN : typeof value === 'string' ? ranks.get(value)! : value,
  );
}

/** Runs in the order of {@link orderOf}, for many of them. */
export function sortRuns(rows: readonly RunRow[], sort: readonly SortKey[], columns: Columns): readonly RunRow[] {
  // The order they come in and are mostly looked at: nothing to compare
  if (sort[0]?.column === 'id' && isById(rows)) return sort[0].descending ? rows.toReversed() : rows;
  const keys = sort.flatMap(({ column, descending }) => {
    const found = columns.get(column);
    if (found === undefined) return [];
    return [{ sign: descending ? -1 : 1, values: ranksOf(rows.map((row) => sortValue(found.read(row)))) }];
  });
  if (keys.length === 0) return isById(rows) ? rows : rows.toSorted((one, other) => one.id - other.id);
  const places = rows.map((_, place) => place);
  places.sort((one, other) => {
    for (const { sign, values } of keys) {
      const first = values[one]!;
      const second = values[other]!;
      if (first === second) continue;
      if (Number.isNaN(first) || Number.isNaN(second)) {
        if (Number.isNaN(first) && Number.isNaN(second)) continue;
        return Number.isNaN(first) ? 1 : -1;
      }
      return sign * (first - second);
    }
    return rows[one]!.id - rows[other]!.id;
  });
  return places.map((place) => rows[place]!);
}

function isById(rows: readonly RunRow[]): boolean {
  return rows.every((row, place) => place === 0 || rows[place - 1]!.id < row.id);
}

/**
 * What a click on a column's title makes of the sorting: ascending, descending, not by it.
 *
 * @param further keep what it is sorted by already and sort by this column behind it
 */
export function toggledSort(sort: readonly SortKey[], column: string, further: boolean): readonly SortKey[] {
  const present = sort.find((key) => key.column === column);
  if (present === undefined) return [...(further ? sort : []), { column, descending: false }];
  if (!further && sort.length > 1) return [{ column, descending: false }];
  if (present.descending) return sort.filter((key) => key !== present);
  return sort.map((key) => (key === present ? { column, descending: true } : key));
}
