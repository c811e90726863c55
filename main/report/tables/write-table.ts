import type { TableFormat } from '../../contract/workbench/exports.ts';
import { tableFormatSchema } from '../../contract/workbench/exports.ts';
import type { ExportProvenance } from '../export-subject.ts';
import { jsonTable } from './json-table.ts';
import { latexTable, type LatexOptions } from './latex/latex-table.ts';
import { markdownTable } from './markdown-table.ts';
import { parquetTable } from './parquet-table.ts';
import { csvTable, tsvTable } from './separated-table.ts';
import type { TableDocument } from './table-document.ts';

export const tableFormats = tableFormatSchema.options;

export type TableOptions = LatexOptions;

const extensions: Readonly<Record<TableFormat, string>> = {
  latex: '.tex',
  csv: '.csv',
  tsv: '.tsv',
  markdown: '.md',
  json: '.json',
  parquet: '.parquet',
};

/** With its point: a table's file is its id and this. */
export function fileExtension(format: TableFormat): string {
  return extensions[format];
}

/** A table as a file. The same table, options and provenance are the same bytes. */
export function writeTable(
  table: TableDocument,
  format: TableFormat,
  options: TableOptions,
  provenance: ExportProvenance,
): Uint8Array {
  if (format === 'parquet') return parquetTable(table, provenance);
  return new TextEncoder().encode(tableText(table, format, options, provenance));
}

function tableText(
  table: TableDocument,
  format: Exclude<TableFormat, 'parquet'>,
  options: TableOptions,
  provenance: ExportProvenance,
): string {
  switch (format) {
    case 'latex':
      return latexTable(table, options, provenance);
    case 'csv':
      return csvTable(table);
    case 'tsv':
      return tsvTable(table);
    case 'markdown':
      return markdownTable(table, provenance);
    case 'json':
      return jsonTable(table, provenance);
  }
}
