import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import { delimiterOf, splitCsvLine } from '../csv-line.ts';
import type { TextLine } from './csv-lines.ts';

export type CsvSettings = Pick<DataOf<'csv'>, 'header' | 'label'>;

const mostColumns = 65_536;
export const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function refuseCsv(cause: string, nextStep: string): never {
  throw new LabError('invalid-data-file', `${cause}.`, nextStep);
}

/** What the first line says. */
export interface CsvColumns {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Index of the column with the class */
  readonly label: number;
  readonly isHeader: boolean;
}

/** @throws LabError `invalid-data-file` for a quotation mark that is not closed */
export function fieldsOf({ text, number }: TextLine, delimiter: string, path: string): readonly string[] {
  // Quotation marks are rare, and looking for them in every field takes three times as long
  if (!text.includes('"')) return text.split(delimiter).map((field) => field.trim());
  return (
    splitCsvLine(text, delimiter) ??
    refuseCsv(`${path}:${number} has a quotation mark that is not closed`, 'Correct that line.')
  );
}

/**
 * Separator, names and the column with the class.
 *
 * @throws LabError `invalid-data-file` for one column, a column without a name or with that of another, or a class that may be in two
 */
export function readColumns(first: TextLine, { header, label }: CsvSettings, path: string): CsvColumns {
  const delimiter = delimiterOf(first.text);
  const fields = fieldsOf(first, delimiter, path);
  if (fields.length < 2 || fields.length > mostColumns) {
    refuseCsv(
      `${path}:${first.number} has ${fields.length === 1 ? 'one column' : `${fields.length} columns`}`,
      'Write numbers and the class of each row in columns parted by commas, semicolons or tabs.',
    );
  }
  const isHeader = header === 'auto' ? !fields.some((field) => numberPattern.test(field)) : header;
  const unnamed = isHeader ? fields.indexOf('') : -1;
  if (unnamed >= 0) {
    refuseCsv(
      `${path}:${first.number} has no name for column ${unnamed + 1}`,
      'Name it, or take it away; pandas writes numbers of rows there unless it is told `index=False`.',
    );
  }
  if (isHeader) refuseEqualNames(fields, `${path}:${first.number}`);
  const names = isHeader ? fields : fields.map((_, index) => `column ${index + 1}`);
  return { delimiter, names, label: labelColumn(names, label, isHeader, path), isHeader };
}

/** Of two features of one name nobody can tell which is which. */
function refuseEqualNames(names: readonly string[], place: string): void {
  const places = new Map<string, number>();
  names.forEach((name, index) => {
    const first = places.get(name);
    places.set(name, index);
    if (first === undefined) return;
    refuseCsv(
      `${place} has two columns called ${name} (columns ${first + 1} and ${index + 1})`,
      'Rename one of them, or take it away.',
    );
  });
}

function labelColumn(names: readonly string[], label: CsvSettings['label'], isHeader: boolean, path: string): number {
  if (label === undefined) return lastColumn(names, path);
  const index = typeof label === 'number' ? label - 1 : names.indexOf(label);
  if (index >= 0 && index < names.length) return index;
  const shown = names.slice(0, 20).join(', ');
  const there = isHeader ? `columns: ${shown}` : `it has ${names.length} columns and no header`;
  return refuseCsv(`${path} has no column ${label} for the class (${there})`, 'Name one of them (`data.label`).');
}

const usualLabels = ['label', 'labels', 'class', 'target'];
const isUsual = (name: string): boolean => usualLabels.includes(name.toLowerCase());

/** Many tables have the class in the first column, and call it so. */
function lastColumn(names: readonly string[], path: string): number {
  const last = names.at(-1)!;
  const usual = names.find((name) => isUsual(name));
  if (usual === undefined || isUsual(last)) return names.length - 1;
  return refuseCsv(
    `${path} may have the class in the column ${usual}, or in its last column, ${last}`,
    'Name the column with the class (`data.label`).',
  );
}
