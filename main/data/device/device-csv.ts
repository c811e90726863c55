import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ChosenColumns, ColumnRole, FitKind } from '../../contract/profile-fit.ts';
import type { DeviceMeasurements } from '../../lab/fit/measurements.ts';
import { conductanceTable } from './device-conductances.ts';
import { findColumns } from './device-columns.ts';
import { deviceHeader, parseDeviceTable } from './device-table.ts';
import { voltageTable } from './device-voltages.ts';
import { readWholeFile } from '../read-file.ts';
import { utf8Text } from '../utf8-text.ts';

const maximumBytes = 32_000_000;

/**
 * Reads measurements of a device: see {@link parseDeviceCsv}.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` for everything that is no such table, with the line
 */
export function readDeviceCsv(path: string, kind: FitKind, chosen: ChosenColumns = {}): DeviceMeasurements {
  const bytes = readBytes(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return parseDeviceCsv(textOf(bytes, path), path, kind, sha256, chosen);
}

const readBytes = (path: string): Uint8Array =>
  readWholeFile(path, 'file of measurements', 'invalid-data-file', maximumBytes);
const textOf = (bytes: Uint8Array, path: string): string => utf8Text(bytes, path, 'the measurements');

/** What a file of measurements calls its columns, and which are taken for what where nobody says. */
export interface DeviceColumns {
  /** As they stand in the file, in order */
  readonly columns: readonly string[];
  readonly recognised: ChosenColumns;
}

/**
 * Reads the header of measurements alone.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` for what has no header
 */
export function readDeviceColumns(path: string, kind: FitKind): DeviceColumns {
  const columns = deviceHeader(textOf(readBytes(path), path), path);
  const recognised: Partial<Record<ColumnRole, string>> = {};
  for (const { role, name } of findColumns(columns, kind).values()) recognised[role] = name;
  return { columns, recognised };
}

/**
 * Takes apart measurements in CSV: a header, and a row for each measurement. Columns are separated by tabs, semicolons or
 * commas, whichever the header has; those that are not needed are ignored, and so are empty lines and lines that begin with #.
 *
 * Conductances: `conductance` with `error`, or with `read`, from which the error is computed; or with `std` and, if known,
 * `count`. All in one unit, which a header may have in brackets: `conductance (uS)`. Voltages: `voltage` with `rate`, or
 * with `errors` and `bits`; `bits` beside `rate` say how well it is known.
 *
 * @param sha256 of the file, for provenance
 * @throws LabError `invalid-data-file` with file and line
 */
export function parseDeviceCsv(
  text: string,
  path: string,
  kind: FitKind,
  sha256: string,
  chosen: ChosenColumns = {},
): DeviceMeasurements {
  const table = parseDeviceTable(text, path, kind, chosen);
  const source = { file: basename(path), sha256, rows: table.rows };
  return kind === 'conductance'
    ? { kind, source, ...conductanceTable(table) }
    : { kind, source, ...voltageTable(table) };
}
