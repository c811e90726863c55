import { LabError } from '../contract/errors.ts';
import type { ArchivedWeights } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { openDatabase } from '../store/database.ts';
import { pathOfFile } from '../store/files.ts';
import { schemaVersion } from '../store/migrate.ts';
import { archivedTables, type ArchivedTable } from './archived-tables.ts';
import { rowText, type Row } from './row-text.ts';
import { columnsOf, numberRows, selectRows } from './study-rows.ts';

/** A file of weights that is to go into an archive. */
export interface SnapshotFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
}

/** A study as it is at one moment, whatever others write meanwhile. */
export interface StudySnapshot {
  readonly schema: number;
  readonly study: {
    readonly uid: string;
    readonly name: string;
    readonly specificationHash: string;
    /** The YAML as its author wrote it */
    readonly source: string;
    readonly runs: number;
  };
  readonly tables: readonly string[];
  readonly files: readonly SnapshotFile[];
  /** UTF-8 of the rows of a table, a line each, in pieces. One table at a time. */
  rowsOf(table: string): Generator<{ readonly bytes: Buffer; readonly rows: number }>;
  close(): void;
}

const pieceLength = 1 << 17;

function* pieces(lines: Iterable<Row>): Generator<{ readonly bytes: Buffer; readonly rows: number }> {
  let text = '';
  let rows = 0;
  for (const line of lines) {
    text += rowText(line);
    rows += 1;
    if (text.length < pieceLength) continue;
    yield { bytes: Buffer.from(text, 'utf8'), rows };
    [text, rows] = ['', 0];
  }
  if (rows > 0) yield { bytes: Buffer.from(text, 'utf8'), rows };
}

/**
 * Reads a study through a connection of its own.
 *
 * @param folder of the workspace
 * @throws LabError `not-found`
 */
export function openSnapshot(folder: string, studyId: number, weights: ArchivedWeights): StudySnapshot {
  const connection = openDatabase(folder, { readOnly: true });
  try {
    connection.execute('BEGIN');
    return snapshotOf(connection, folder, studyId, weights);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function snapshotOf(connection: Connection, folder: string, studyId: number, weights: ArchivedWeights): StudySnapshot {
  const study = connection.get<Omit<StudySnapshot['study'], 'runs'>>(
    'SELECT uid, name, specification_sha256 AS specificationHash, source FROM studies WHERE id = @studyId',
    { studyId },
  );
  if (study === undefined) {
    throw new LabError(
      'not-found',
      `There is no study ${studyId} in this workspace.`,
      'List what there is with `npm run -s lab -- runs list`.',
    );
  }
  numberRows(connection, { schema: 'main', studyId, runs: 'trashed_at IS NULL', after: () => 0 });
  const queryOf = (table: ArchivedTable): string =>
    selectRows(table, columnsOf(connection, 'main', table.name), 'main', weights);
  const files = archivedTables.find(({ name }) => name === 'files')!;
  return {
    schema: schemaVersion(connection),
    study: {
      ...study,
      runs: connection.get<{ runs: number }>('SELECT count(*) AS runs FROM temp.numbered_runs')!.runs,
    },
    tables: archivedTables.map(({ name }) => name),
    files: connection
      .all<{ sha256: string; bytes: number; extension: string }>(queryOf(files))
      .map(({ sha256, bytes, extension }) => ({ sha256, bytes, path: pathOfFile(folder, sha256, extension) })),
    rowsOf(name) {
      const table = archivedTables.find((each) => each.name === name)!;
      return pieces(connection.each<Row>(queryOf(table)));
    },
    close: () => connection.close(),
  };
}
