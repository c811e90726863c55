import { tableJsonFormat, tableJsonVersion, type TableJson, type TableJsonCell } from '../../contract/table-json.ts';
import type { ExportProvenance } from '../export-subject.ts';
import { dropNonFinite } from './machine-value.ts';
import { plainCell } from './shown-cell.ts';
import type { TableCell, TableDocument } from './table-document.ts';

/**
 * All that is known of the table, as one JSON document (`tableJsonSchema` of the contract). Numbers that are NaN or infinite
 * are null; what each cell says to people is its `text`.
 */
export function jsonTable(table: TableDocument, provenance: ExportProvenance): string {
  const { columns, rows, notes, source } = table;
  const document: TableJson = {
    format: tableJsonFormat,
    version: tableJsonVersion,
    ...table,
    columns: [...columns],
    rows: rows.map((row) => ({ ...row, cells: row.cells.map(jsonCell) })),
    notes: [...notes],
    source: { ...source, engines: [...source.engines] },
    provenance,
  };
  const text = JSON.stringify(
    document,
    (_key, value: unknown) => (typeof value === 'number' ? dropNonFinite(value) : value),
    2,
  );
  return `${text}\n`;
}

function jsonCell(cell: TableCell): TableJsonCell {
  if (cell.kind !== 'text') return { ...cell, text: plainCell(cell) };
  const { kind, text, machine = text } = cell;
  return { kind, text, ...(machine === text ? {} : { id: machine }) };
}
