export interface ParallelAxis {
  readonly key: string;
  readonly title: string;
  readonly unit?: string;
  readonly kind: 'number' | 'category';
  /** Fractions that are shown in per cent */
  readonly percent?: boolean;
  readonly scale?: 'linear' | 'logarithmic';
  /** Of kind `category`, from bottom to top */
  readonly categories?: readonly string[];
  /** Rows that have a value differ in it */
  readonly varies: boolean;
}

/** A run, or a configuration over its runs. */
export interface ParallelRow {
  readonly key: string;
  readonly runIds: readonly number[];
  /** Of the specification */
  readonly method: string;
  readonly title: string;
  readonly values: Readonly<Record<string, number | string | undefined>>;
}

/** Intervals that are brushed on an axis, in its values; on one of names in their places. */
export type BrushedAxes = Readonly<Record<string, readonly (readonly [number, number])[]>>;

/** A factor of this much between the least and the greatest value asks for a logarithm. */
const wide = 30;

export const isLogarithmic = ({ kind, scale }: ParallelAxis): boolean => kind === 'number' && scale === 'logarithmic';

/** What an axis for a column of values is: numbers or names, its scale, and whether rows differ in it at all. */
export function axisOf(
  column: { readonly key: string; readonly title: string; readonly unit?: string; readonly percent?: boolean },
  rows: readonly ParallelRow[],
): ParallelAxis | undefined {
  const values = rows
    .map((row) => row.values[column.key])
    .filter((value) => value !== undefined && !Number.isNaN(value));
  if (values.length === 0) return undefined;
  const varies = new Set(values).size > 1;
  if (!values.every((value) => typeof value === 'number')) {
    const categories = [...new Set(values.map(String))];
    return { ...column, kind: 'category', categories, varies };
  }
  const [least, most] = extent(values);
  const scale = least > 0 && most / least >= wide ? 'logarithmic' : 'linear';
  return { ...column, kind: 'number', scale, varies };
}

function extent(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/** Whether an axis may be drawn in the logarithm: all its values are above 0. */
export function canBeLogarithmic({ key, kind }: ParallelAxis, rows: readonly ParallelRow[]): boolean {
  return kind === 'number' && rows.every(({ values }) => values[key] === undefined || Number(values[key]) > 0);
}

function placeOn(axis: ParallelAxis, row: ParallelRow): number {
  const value = row.values[axis.key];
  if (value === undefined) return NaN;
  return axis.kind === 'category' ? (axis.categories ?? []).indexOf(String(value)) : Number(value);
}

/** Which rows lie in an interval of every axis that is brushed, by their place. All of them where none is. */
export function rowsWithin(
  rows: readonly ParallelRow[],
  axes: readonly ParallelAxis[],
  brushed: BrushedAxes,
): readonly number[] {
  const asked = axes.filter(({ key }) => (brushed[key] ?? []).length > 0);
  return rows.flatMap((row, index) => {
    const inside = asked.every((axis) => {
      const place = placeOn(axis, row);
      return brushed[axis.key]!.some(
        ([first, second]) => place >= Math.min(first, second) && place <= Math.max(first, second),
      );
    });
    return inside ? [index] : [];
  });
}

/** The list with one axis a place further to the left (−1) or right (1); as it is at either end. */
export function movedAxis(keys: readonly string[], key: string, by: -1 | 1): readonly string[] {
  const from = keys.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= keys.length) return keys;
  return keys.with(from, keys[to]!).with(to, key);
}
