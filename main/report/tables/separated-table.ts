import { csvText } from '../csv.ts';
import { machineColumns, type MachineColumn } from './machine-columns.ts';
import type { MachineValue } from './machine-value.ts';
import type { TableDocument } from './table-document.ts';

/** Comma-separated values (RFC 4180) under a header; what is missing is empty. */
export function csvTable(table: TableDocument): string {
  const columns = machineColumns(table);
  return csvText(
    columns.map(({ name }) => name),
    rowsOf(table, columns).map((row) => row.map((value) => value ?? undefined)),
  );
}

/**
 * Tab-separated values under a header, lines ending in LF. In texts a tab, a line feed, a carriage return and a backslash are
 * `\t`, `\n`, `\r` and `\\`, so that each row is a line.
 */
export function tsvTable(table: TableDocument): string {
  const columns = machineColumns(table);
  const lines = [columns.map(({ name }) => name), ...rowsOf(table, columns)];
  return lines.map((cells) => `${cells.map((cell) => tsvField(cell)).join('\t')}\n`).join('');
}

function rowsOf({ rows }: TableDocument, columns: readonly MachineColumn[]): readonly (readonly MachineValue[])[] {
  return rows.map((_, row) => columns.map(({ values }) => values[row]!));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function tsvField(value: MachineValue): string {
  return value === null ? '' : String(value).replaceAll(/[\\\t\n\r]/g, (character) => escapes[character]!);
}
