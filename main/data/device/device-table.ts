import { LabError } from '../../contract/errors.ts';
import type { ChosenColumns, ColumnRole, FitKind } from '../../contract/profile-fit.ts';
import { columnNames, findColumns, isKnownUnit, rolesOfKind, type FoundColumn } from './device-columns.ts';
import { delimiterOf, splitCsvLine } from '../csv-line.ts';

const maximumRows = 500_000;

/** Rows of numbers below a header, with the lines they stand in. */
export interface DeviceTable {
  readonly path: string;
  readonly columns: ReadonlyMap<ColumnRole, FoundColumn>;
  readonly rows: number;
  /** Values of a column, a row each; undefined without it */
  values(role: ColumnRole): readonly number[] | undefined;
  /** `file:line` of a row */
  place(row: number): string;
}

/**
 * Takes a file of measurements apart: a header, and rows of as many fields.
 *
 * @throws LabError `invalid-data-file` with file and line
 */
export function parseDeviceTable(text: string, path: string, kind: FitKind, chosen: ChosenColumns): DeviceTable {
  const lines = linesOf(text);
  const [, ...body] = lines;
  const { header, delimiter, line } = headerOf(lines, path);
  if (body.length > maximumRows) {
    refuseFile(`${path} has ${body.length} rows, more than the ${maximumRows} that are read`, 'Give a part of them.');
  }
  const place = (row: number): string => `${path}:${body[row]!.line}`;
  const columns = findColumns(header, kind, checked(chosen, header, path));
  for (const { name, unit, places } of columns.values()) {
    if (places.length > 1) refuseRivals(places, header, `${path}:${line}`);
    if (unit !== undefined && !isKnownUnit(unit)) {
      refuseFile(
        `The column "${name}" of ${path} has the unit "${unit}", which is not known`,
        'Use S, mS, µS, nS, pS, V, mV or %.',
      );
    }
  }
  const fields = body.map(({ content }, row) => {
    const found = fieldsOf(content, delimiter, place(row));
    if (found.length === header.length) return found;
    const step = 'Correct that line; numbers have a decimal point, and no separator inside.';
    return refuseFile(`${place(row)} has ${found.length} fields, and the header ${header.length}`, step);
  });
  return {
    path,
    columns,
    rows: body.length,
    place,
    values(role) {
      const column = columns.get(role);
      return column && fields.map((row, index) => numberOf(row[column.place]!, column.name, place(index)));
    },
  };
}

interface Line {
  readonly content: string;
  /** From 1 */
  readonly line: number;
}

/** Lines that are neither empty nor remarks. */
function linesOf(text: string): readonly Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.trimStart().startsWith('#'));
}

function fieldsOf(content: string, delimiter: string, place: string): readonly string[] {
  return (
    splitCsvLine(content, delimiter) ??
    refuseFile(`${place} has a quotation mark that is not closed`, 'Correct that line.')
  );
}

function headerOf([head]: readonly Line[], path: string) {
  if (head === undefined) refuseFile(`${path} is empty`, 'Begin the file with a header that names the columns.');
  const delimiter = delimiterOf(head.content);
  return { header: fieldsOf(head.content, delimiter, `${path}:${head.line}`), delimiter, line: head.line };
}

/**
 * The names of the columns of a file of measurements, in order.
 *
 * @throws LabError `invalid-data-file` for an empty file, or a header with an open quotation mark
 */
export function deviceHeader(text: string, path: string): readonly string[] {
  return headerOf(linesOf(text), path).header;
}

function refuseRivals(places: readonly number[], header: readonly string[], where: string): never {
  const [first = 0, second = 0] = places;
  const titles = header[first] === header[second] ? header[first] : `${header[first]} and ${header[second]}`;
  refuseFile(
    `${where} has two columns called ${titles} (columns ${first + 1} and ${second + 1})`,
    'Rename one of them, or take it away.',
  );
}

function checked(chosen: ChosenColumns, header: readonly string[], path: string): ChosenColumns {
  const missing = Object.values(chosen).find((name) => name !== '' && !header.includes(name));
  if (missing === undefined) return chosen;
  return refuseFile(
    `${path} has no column "${missing}" (columns: ${header.join(', ')})`,
    'Give a name as the header has it.',
  );
}

function numberOf(field: string, name: string, place: string): number {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(field) || !Number.isFinite(Number(field))) {
    const shown = field === '' ? 'an empty field' : `"${field.slice(0, 40)}"`;
    refuseFile(
      `${place} has ${shown} for \`${name}\`, which is not a number`,
      'Write numbers with a decimal point, or remove that line.',
    );
  }
  return Number(field);
}

/** The advice that the command line gives its option to; in the interface there are fields for it. */
export const sayColumns = 'say which column holds what';

/** @throws LabError 'invalid-data-file' always: a column is not there */
export function refuseColumns(table: DeviceTable, what: string, kind: FitKind): never {
  const roles: readonly ColumnRole[] = rolesOfKind[kind].flat();
  const known = roles.map((role) => `${role} (${columnNames[role].slice(0, 4).join(', ')})`).join('; ');
  refuseFile(
    `${table.path} has no column for ${what}; found: ${[...table.columns.values()].map(({ role, name }) => `${role} in "${name}"`).join(', ') || 'none that is known'}`,
    `Name the columns in the header: ${known}; or ${sayColumns}.`,
  );
}

/** @throws LabError 'invalid-data-file' always */
export function refuseFile(cause: string, nextStep: string): never {
  throw new LabError('invalid-data-file', `${cause}.`, nextStep);
}
