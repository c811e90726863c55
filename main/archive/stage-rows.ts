import { setTimeout } from 'node:timers/promises';
import type { Connection } from '../store/connection.ts';
import { openDatabase } from '../store/database.ts';
import {
  discardImportedRows,
  hasReserved,
  largestNumber,
  reserveNumbers,
  tablesBeforeRuns,
  type ReservedNumbers,
} from '../store/imported-rows.ts';
import { assertGoing, takenAway } from './archive-errors.ts';
import { archivedTables, numberedByRun, type ArchivedTable, type NumberedTable } from './archived-tables.ts';
import type { ArchiveOptions } from './options.ts';
import type { Row } from './row-text.ts';
import { chooseRuns, chosenRuns, columnsOf, numberRows, selectRows } from './study-rows.ts';

/**
 * How long the write lock is held at a time, and how long it is left to others then, where there are any: whoever waits for it
 * looks every few milliseconds, and would wait for the whole import if it were taken back at once.
 */
const [sliceMs, restMs] = [10, 12];
const rowsBetweenLooks = 64;

const reservedTables = ['runs', ...numberedByRun] as const;

/** Numbers the rows behind those of the workspace, and keeps these numbers for them. */
function reserve(connection: Connection, reader: Connection, token: string): readonly ReservedNumbers[] {
  const theirs = reader.get<{ id: number }>('SELECT id FROM studies')!.id;
  const after = (table: NumberedTable): number => (table === 'studies' ? 0 : largestNumber(connection, table));
  numberRows(reader, { schema: 'main', studyId: theirs, runs: chosenRuns, after });
  const reserved = reservedTables.flatMap((numbered) => {
    const { first, last } = reader.get<{ first: number | null; last: number }>(
      `SELECT min(new) AS first, max(new) AS last FROM temp.numbered_${numbered}`,
    )!;
    return first === null ? [] : [{ numbered, first, last }];
  });
  reserveNumbers(connection, token, reserved);
  // Numbers of these come after the largest there is
  for (const { numbered, last } of reserved.filter((each) => each.numbered !== 'runs')) {
    const table = archivedTables.find(({ name }) => name === numbered)!;
    const { select, insert } = statements(reader, table);
    connection.run(insert, reader.get<Row>(`SELECT * FROM (${select}) WHERE id = @last`, { last }));
  }
  return reserved;
}

function statements(reader: Connection, table: ArchivedTable): { readonly select: string; readonly insert: string } {
  const columns = columnsOf(reader, 'main', table.name);
  const names = columns.map(({ name }) => name);
  return {
    select: selectRows(table, columns, 'main', 'all'),
    insert: `INSERT INTO main.${table.name} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  };
}

interface CopyOptions {
  readonly token: string;
  /** Number of a row that is there already */
  readonly last: number | undefined;
  readonly onSlice: (rows: number) => void;
}

/** Is nobody else at work in this workspace? */
function isAlone(connection: Connection, token: string): boolean {
  return connection.get('SELECT 1 FROM main.owners WHERE token <> @token', { token }) === undefined;
}

async function copyTable(
  connection: Connection,
  reader: Connection,
  table: ArchivedTable,
  { token, last, onSlice }: CopyOptions,
): Promise<void> {
  const { select, insert } = statements(reader, table);
  const rows = reader.each<Row>(select);
  let next = rows.next();
  try {
    while (next.done !== true) {
      let taken = 0;
      connection.transaction(() => {
        if (!hasReserved(connection, token)) throw takenAway();
        const end = performance.now() + sliceMs;
        while (next.done !== true && (taken % rowsBetweenLooks > 0 || taken === 0 || performance.now() < end)) {
          if (last === undefined || next.value['id'] !== last) connection.run(insert, next.value);
          taken += 1;
          next = rows.next();
        }
      }, 'telemetry');
      onSlice(taken);
      await setTimeout(isAlone(connection, token) ? 0 : restMs);
    }
  } finally {
    rows.return?.();
  }
}

/**
 * Writes what belongs to runs before the runs themselves, in transactions that are short enough for others to write in
 * between. Nobody sees any of it: everything is read by the number of its run.
 *
 * @param connection to the workspace; its foreign keys are off meanwhile
 * @param archived folder of the archive's store
 * @param newRuns by their numbers there
 * @param token of the session whose rows these are, should it die
 * @param rows how many there are, about, for the progress
 * @returns the numbers that its rows have
 * @throws LabError `stopped`; nothing is left behind then, nor after any other error
 */
export async function stageRows(
  connection: Connection,
  archived: string,
  { newRuns, token, rows }: { readonly newRuns: readonly number[]; readonly token: string; readonly rows: number },
  { signal, onProgress }: ArchiveOptions,
): Promise<readonly ReservedNumbers[]> {
  const reader = openDatabase(archived, { readOnly: true });
  let reserved: readonly ReservedNumbers[] = [];
  connection.execute('PRAGMA foreign_keys = OFF');
  try {
    chooseRuns(reader, newRuns);
    reserved = connection.transaction(() => reserve(connection, reader, token));
    let done = 0;
    for (const table of archivedTables.filter(({ name }) => tablesBeforeRuns.has(name))) {
      const last = reserved.find(({ numbered }) => numbered === table.name)?.last;
      const onSlice = (taken: number): void => {
        done += taken;
        onProgress?.(Math.min(1, done / Math.max(1, rows)), `adding ${table.name.replaceAll('_', ' ')}`);
        assertGoing(signal);
      };
      await copyTable(connection, reader, table, { token, last, onSlice });
    }
    return reserved;
  } catch (error) {
    discardImportedRows(connection, token, reserved);
    throw error;
  } finally {
    reader.close();
    connection.execute('PRAGMA foreign_keys = ON');
  }
}
