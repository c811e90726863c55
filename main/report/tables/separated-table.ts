import { csvText, tsvText } from '../../contract/text/separated-text.ts';
import { machineColumns } from './machine-columns.ts';
import type { TableDocument } from './table-document.ts';

/** Comma-separated values (RFC 4180) under a header; what is missing is empty. */
export const csvTable = (table: TableDocument): string => written(table, csvText);

/** Tab-separated values under a header; what is missing is empty. */
export const tsvTable = (table: TableDocument): string => written(table, tsvText);

function written(table: TableDocument, write: typeof csvText): string {
  const columns = machineColumns(table);
  return write(
    columns.map(({ name }) => name),
    table.rows.map((_, row) => columns.map(({ values }) => values[row]!)),
  );
}
