import type { EnergyTable } from '../contract/energy.ts';
import { LabError } from '../contract/errors.ts';
import { delimiterOf, splitCsvLine } from './csv-line.ts';
import { readWholeFile } from './read-file.ts';
import { utf8Text } from './utf8-text.ts';

/** A table has a point for each voltage that was measured: hundreds of bytes. */
const maximumBytes = 1_000_000;

/**
 * Reads a user's energy table: see {@link parseEnergyTable}.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` for everything that is no such table
 */
export function readEnergyTable(path: string): EnergyTable {
  const bytes = readWholeFile(path, 'energy table', 'invalid-data-file', maximumBytes);
  return parseEnergyTable(utf8Text(bytes, path, 'the energy table'), path);
}

/**
 * Takes apart an energy table in CSV: a header with the columns `rate` (fault rate of a bit, at least 0 and below 0.5) and
 * `energy` (of a bit, above 0, relative to reliable memory) in any order and case, and a line for each point. Columns are
 * separated by tabs, semicolons or commas, whichever the header has; others are ignored, and so are empty lines and lines
 * that begin with #. Fields may be quoted.
 *
 * @param path only for the sentence of an error
 * @throws LabError `invalid-data-file` with file and line. Whether energy falls with the rate is not looked at
 */
export function parseEnergyTable(text: string, path: string): EnergyTable {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, place: `${path}:${index + 1}` }))
    .filter(({ content }) => content.trim() !== '' && !content.trimStart().startsWith('#'));
  const [header, ...rows] = lines;
  if (header === undefined) refuse(`${path} has no header`, headerStep);
  const delimiter = delimiterOf(header.content);
  const fieldsOf = ({ content, place }: Line): readonly string[] =>
    splitCsvLine(content, delimiter) ??
    refuse(`${place} has a quotation mark that is not closed`, 'Correct that line.');
  const names = fieldsOf(header).map((name) => name.toLowerCase());
  const columns = { rate: columnOf(names, 'rate', header.place), energy: columnOf(names, 'energy', header.place) };
  const points = rows.map((row) => {
    const fields = fieldsOf(row);
    if (fields.length !== names.length) {
      const step = 'Correct that line; numbers have a decimal point, and no separator inside.';
      refuse(`${row.place} has ${fields.length} fields, and the header ${names.length}`, step);
    }
    return {
      rate: numberOf(fields[columns.rate]!, 'rate', row.place, (rate) => rate >= 0 && rate < 0.5),
      energy: numberOf(fields[columns.energy]!, 'energy', row.place, (energy) => energy > 0 && energy <= 1e6),
    };
  });
  if (points.length < 2) {
    refuse(`${path} has ${points.length === 0 ? 'no points' : 'one point'}`, 'Give two points at least.');
  }
  return { model: 'table', warnings: [], points };
}

interface Line {
  readonly content: string;
  /** `file:line` */
  readonly place: string;
}

const headerStep = 'Begin the table with a header that names the columns `rate` and `energy`.';

const bounds = {
  rate: 'Fault rates are at least 0 and below 0.5.',
  energy: 'Energies are above 0 and at most 1e6, relative to the bit of reliable memory.',
} as const;

function columnOf(names: readonly string[], name: keyof typeof bounds, place: string): number {
  const column = names.indexOf(name);
  if (column < 0) refuse(`${place} names no column \`${name}\` (columns: ${names.join(', ')})`, headerStep);
  if (names.lastIndexOf(name) > column) refuse(`${place} names the column \`${name}\` twice`, 'Rename one of them.');
  return column;
}

function numberOf(
  field: string,
  name: keyof typeof bounds,
  place: string,
  isAllowed: (value: number) => boolean,
): number {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(field)) {
    const shown = field === '' ? 'an empty field' : `"${field}"`;
    refuse(`${place} has ${shown} for \`${name}\`, which is not a number`, 'Write numbers with a decimal point.');
  }
  const value = Number(field);
  if (!isAllowed(value)) refuse(`${place} has ${field} for \`${name}\``, bounds[name]);
  return value === 0 ? 0 : value;
}

function refuse(cause: string, nextStep: string): never {
  throw new LabError('invalid-data-file', `${cause}.`, nextStep);
}
