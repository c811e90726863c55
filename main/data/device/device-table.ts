import { LabError } from '../../contract/errors.ts';
import { columnNames, findColumns, isKnownUnit, type ColumnRole, type FoundColumn } from './device-columns.ts';
import { delimiterOf, splitCsvLine } from '../csv-line.ts';

const maximumRows = 500_000;

/** Names of columns by what they hold, where the file calls them otherwise. */
export type ChosenColumns = Readonly<Partial<Record<ColumnRole, string>>>;

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
export function parseDeviceTable(text: string, path: string, chosen: ChosenColumns): DeviceTable {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.trimStart().startsWith('#'));
  const [head, ...body] = lines;
  if (head === undefined) refuseFile(`${path} is empty`, 'Begin the file with a header that names the columns.');
  if (body.length > maximumRows) {
    refuseFile(`${path} has ${body.length} rows, more than the ${maximumRows} that are read`, 'Give a part of them.');
  }
  const delimiter = delimiterOf(head.content);
  const place = (row: number): string => `${path}:${body[row]!.line}`;
  const fieldsOf = (content: string, where: string): readonly string[] =>
    splitCsvLine(content, delimiter) ??
    refuseFile(`${where} has a quotation mark that is not closed`, 'Correct that line.');
  const header = fieldsOf(head.content, `${path}:${head.line}`);
  const columns = findColumns(header, checked(chosen, header, path));
  for (const { name, unit } of columns.values()) {
    if (unit !== undefined && !isKnownUnit(unit)) {
      refuseFile(
        `The column "${name}" of ${path} has the unit "${unit}", which is not known`,
        'Use S, mS, µS, nS, pS, V, mV or %.',
      );
    }
  }
  const fields = body.map(({ content }, row) => {
    const found = fieldsOf(content, place(row));
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

function checked(chosen: ChosenColumns, header: readonly string[], path: string): ChosenColumns {
  const missing = Object.values(chosen).find((name) => !header.includes(name));
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

/** @throws LabError 'invalid-data-file' always: a column is not there */
export function refuseColumns(table: DeviceTable, what: string, roles: readonly ColumnRole[]): never {
  const known = roles.map((role) => `${role} (${columnNames[role].slice(0, 4).join(', ')})`).join('; ');
  refuseFile(
    `${table.path} has no column for ${what}; found: ${[...table.columns.values()].map(({ role, name }) => `${role} in "${name}"`).join(', ') || 'none that is known'}`,
    `Name the columns in the header: ${known}; or say which is which (on the command line with \`--column ROLE=NAME\`).`,
  );
}

/** @throws LabError 'invalid-data-file' always */
export function refuseFile(cause: string, nextStep: string): never {
  throw new LabError('invalid-data-file', `${cause}.`, nextStep);
}
