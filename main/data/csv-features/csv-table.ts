import { createHash } from 'node:crypto';
import type { ReadingOptions } from '../data-set.ts';
import { readWholeFile } from '../read-file.ts';
import { fieldsOf, numberPattern, readColumns, refuseCsv, type CsvColumns, type CsvSettings } from './csv-columns.ts';
import { textLines, type TextLine } from './csv-lines.ts';

/** A table of numbers with a name for each row. */
export interface CsvTable {
  /** Names of the columns with numbers */
  readonly features: readonly string[];
  /** [rows, features]; empty where only labels were asked for */
  readonly values: Float32Array;
  /** The label of each row, as it is written */
  readonly labels: readonly string[];
  /** SHA-256 (hex) of the file */
  readonly checksum: string;
}

interface TableOptions extends ReadingOptions {
  /** Leaves the numbers unread */
  readonly labelsOnly?: boolean;
  /** The features that the file must have */
  readonly like?: readonly string[];
}

const rowsBetweenReports = 2048;
const mostBytes = 2 ** 30;
const mostValues = 2 ** 28;

/** A test part has the features of the training part, in its order. */
function checkNames(expected: readonly string[], found: readonly string[], path: string): void {
  const wrong = expected.findIndex((name, index) => name !== found[index]);
  if (wrong < 0 && expected.length === found.length) return;
  refuseCsv(
    `${path} has other columns than the training part: ${found.slice(0, 20).join(', ')} instead of ${expected.slice(0, 20).join(', ')}`,
    'Give both files the same columns in the same order.',
  );
}

/**
 * Reads a CSV file of numbers with a column for the class. Columns are parted by tabs, semicolons or commas, whichever the
 * first line has; fields may be quoted; numbers have a decimal point.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` naming file, line and column
 */
export function readCsvTable(path: string, settings: CsvSettings, options: TableOptions = {}): CsvTable {
  const bytes = readWholeFile(path, 'CSV file', 'invalid-data-file', mostBytes);
  const lines = textLines(bytes, path);
  const { value: first } = lines.next();
  if (first === undefined) refuseCsv(`${path} is empty`, 'Write a row of numbers and a class for each example.');
  const columns = readColumns(first as TextLine, settings, path);
  const features = columns.names.filter((_, index) => index !== columns.label);
  if (options.like !== undefined) checkNames(options.like, features, path);
  const labels: string[] = [];
  const rowsAtMost = options.labelsOnly === true ? 0 : mostRows(bytes, features.length, path);
  const values = new Float32Array(rowsAtMost * features.length);
  const add = (line: TextLine): void => {
    const fields = fieldsOf(line, columns.delimiter, path);
    if (fields.length !== columns.names.length) {
      refuseCsv(
        `${path}:${line.number} has ${fields.length} fields, and the first line ${columns.names.length}`,
        'Correct that line; numbers have a decimal point, and no separator inside.',
      );
    }
    const label = fields[columns.label]!;
    if (label === '') refuseCsv(`${path}:${line.number} has no class`, 'Fill it in, or take the row away.');
    labels.push(label);
    if (options.labelsOnly === true) return;
    values.set(numbersOf(fields, columns, `${path}:${line.number}`), (labels.length - 1) * features.length);
  };
  if (!columns.isHeader) add(first as TextLine);
  for (const line of lines) {
    add(line);
    if (labels.length % rowsBetweenReports === 0) options.onProgress?.(line.end / bytes.length, `row ${labels.length}`);
  }
  if (options.like === undefined) checkFirstRow(labels, columns, settings, path);
  if (labels.length === 0) refuseCsv(`${path} has a header and no rows`, 'Write a row for each example.');
  const used = options.labelsOnly === true ? 0 : labels.length * features.length;
  return { features, labels, values: values.slice(0, used), checksum: sha256(bytes) };
}

/** A first line that has a number is taken for a row; a class that stands nowhere else makes it look like names. */
function checkFirstRow(
  labels: readonly string[],
  { isHeader }: CsvColumns,
  { header }: CsvSettings,
  path: string,
): void {
  const [first] = labels;
  if (header !== 'auto' || isHeader || first === undefined || numberPattern.test(first)) return;
  if (labels.length < 2 || labels.includes(first, 1)) return;
  refuseCsv(
    `The first line of ${path} may be a row or a header: no other line has the class ${first}`,
    'Say whether it names the columns (`header: true`) or is a row (`header: false`).',
  );
}

function numbersOf(fields: readonly string[], { names, label, isHeader }: CsvColumns, place: string): number[] {
  const numbers: number[] = [];
  for (let index = 0; index < fields.length; index++) {
    if (index === label) continue;
    const field = fields[index]!;
    const value = numberPattern.test(field) ? Math.fround(Number(field)) : NaN;
    if (!Number.isFinite(value)) {
      const shown = field === '' ? 'an empty field' : `"${field.slice(0, 40)}"`;
      refuseCsv(
        `${place} has ${shown} in ${isHeader ? `the column ${names[index]}` : names[index]}, which is not a finite number`,
        'Write numbers with a decimal point; fill in missing ones, or take the row or the column away.',
      );
    }
    numbers.push(value);
  }
  return numbers;
}

/** No more rows than there are lines, and no more than bytes for a digit and a separator for each number. */
function mostRows(bytes: Uint8Array, features: number, path: string): number {
  let lines = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  const rows = Math.min(lines, Math.ceil((bytes.length + 1) / (2 * features)));
  if (rows * features <= mostValues) return rows;
  return refuseCsv(`${path} has more than ${mostValues} numbers`, 'Give fewer rows or columns.');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
