import type { Value } from '../store/connection.ts';
import type { TableColumn } from './study-rows.ts';

export type Row = Readonly<Record<string, Value>>;

/** The largest time of a Date in milliseconds, and less than what a number counts exactly to */
const largestInteger = 8.64e15;

const infinities = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A line of a table: JSON by column. Infinities, which JSON lacks, are texts; NaN is null as in the store. */
export function rowText(row: Row): string {
  const text = JSON.stringify(row, (_name, value: Value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
  return `${text}\n`;
}

/** The value of a cell; undefined where it is none of its column's type. */
function cellOf(given: unknown, type: string): Value | undefined {
  if (given === null) return given;
  if (typeof given === 'string') return type === 'TEXT' ? given : type === 'REAL' ? infinities.get(given) : undefined;
  if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
  if (type === 'INTEGER') return Number.isInteger(given) && Math.abs(given) <= largestInteger ? given : undefined;
  return type === 'REAL' ? given : undefined;
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

/**
 * Reads a line of a table. Every column has to be there, and nothing else.
 *
 * @param columns INTEGER, REAL and TEXT
 * @returns the row, or what is wrong with it
 */
export function parseRow(line: string, columns: readonly TableColumn[]): Row | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return 'is no JSON';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'is no object';
  const given = new Map<string, unknown>(Object.entries(parsed));
  const row: Record<string, Value> = Object.create(null) as Record<string, Value>;
  for (const { name, type } of columns) {
    if (!given.has(name)) return `lacks the column ${name}`;
    const value = cellOf(given.get(name), type);
    if (value === undefined) return `has ${quoted(given.get(name))} in the column ${name}, which holds ${type}`;
    row[name] = value;
    given.delete(name);
  }
  const [unknown] = given.keys();
  return unknown === undefined ? row : `has a column ${quoted(unknown)}, which its table does not have`;
}
