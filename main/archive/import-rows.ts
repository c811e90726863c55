import type { ImportConflicts } from '../contract/archive.ts';
import { adoptFile } from '../store/adopt-file.ts';
import type { Connection } from '../store/connection.ts';
import { largestNumber, tablesBeforeRuns, type ReservedNumbers } from '../store/imported-rows.ts';
import type { VerifiedFile } from '../store/incoming.ts';
import { placeInput, recordInput } from '../store/inputs.ts';
import { archivedTables, type ArchivedTable } from './archived-tables.ts';
import type { UnpackedInput } from './import-inputs.ts';
import type { ImportPlan } from './import-plan.ts';
import { chooseRuns, chosenRuns, columnsOf, numberRows, selectRows } from './study-rows.ts';

/**
 * Checkpoints of runs that are here already and have none of the kind, with their files: an archive without weights may
 * have come first. `@theirs` and `@mine` are numbers of the run.
 */
const missingCheckpoints = `FROM archive.checkpoints AS own WHERE own.run_id = @theirs
  AND NOT EXISTS (SELECT 1 FROM main.checkpoints AS here WHERE here.run_id = @mine AND here.final >= own.final)`;

export interface WantedWeights {
  /** Checkpoints that runs which are here already are going to get */
  readonly checkpoints: number;
  /** Files that are not here, by SHA-256 */
  readonly files: readonly string[];
}

/** Which weights the workspace lacks. */
export function wantedWeights(connection: Connection, { newRuns, sameRuns }: ImportPlan): WantedWeights {
  const ofNew = newRuns.flatMap((run) =>
    connection.all<{ sha256: string }>('SELECT sha256 FROM archive.checkpoints WHERE run_id = @run', { run }),
  );
  const ofSame = sameRuns.flatMap((run) =>
    connection.all<{ sha256: string }>(`SELECT own.sha256 ${missingCheckpoints}`, { ...run }),
  );
  const wanted = new Set([...ofNew, ...ofSame].map(({ sha256 }) => sha256));
  const isMissing = (sha256: string): boolean =>
    connection.get('SELECT 1 FROM main.files WHERE sha256 = @sha256', { sha256 }) === undefined;
  return { checkpoints: ofSame.length, files: [...wanted].filter(isMissing) };
}

function copyRows(connection: Connection, table: ArchivedTable): void {
  const columns = columnsOf(connection, 'main', table.name);
  const names = columns.map(({ name }) => name).join(', ');
  const rows = selectRows(table, columns, 'archive', 'all');
  // A configuration or a file may be here already: the same, by its SHA-256
  const again = Object.keys(table.numbers).length === 0 ? 'OR IGNORE' : '';
  connection.run(`INSERT ${again} INTO main.${table.name} (${names}) ${rows}`);
}

/** Places the files and writes their rows, each in the transaction that everything else is in. */
function adoptFiles(connection: Connection, folder: string, files: readonly VerifiedFile[]): void {
  for (const file of files) {
    const row = connection.get<{ addedAt: number }>(
      'SELECT added_at AS addedAt FROM archive.files WHERE sha256 = @sha256',
      { sha256: file.sha256 },
    );
    adoptFile(connection, folder, file, 'checkpoint', row!.addedAt, (place) => place());
  }
}

function addCheckpoints(connection: Connection, run: { readonly mine: number; readonly theirs: number }): void {
  connection.run(
    `INSERT INTO main.checkpoints (run_id, epoch, step, final, sha256, recorded_at)
     SELECT @mine, own.epoch, own.step, own.final, own.sha256, own.recorded_at ${missingCheckpoints}`,
    { ...run },
  );
}

export interface Unpacked {
  readonly files: readonly VerifiedFile[];
  readonly inputs: readonly UnpackedInput[];
}

/**
 * Writes what is left of a plan after its rows were staged, in the caller's transaction: now the runs are there, and all that
 * belongs to them.
 *
 * @param folder of the workspace
 * @param reserved numbers of the rows that were staged; undefined where no run is new
 * @returns the number of the study in the workspace
 */
export function writeImport(
  connection: Connection,
  folder: string,
  { plan, mode, reserved, files, inputs }: Unpacked & ImportWork,
): number {
  const theirs = connection.get<{ id: number }>('SELECT id FROM archive.studies')!.id;
  const studyId = plan.studyId ?? largestNumber(connection, 'studies') + 1;
  const firstRun = reserved?.find(({ numbered }) => numbered === 'runs')?.first ?? 1;
  chooseRuns(connection, plan.newRuns);
  numberRows(connection, {
    schema: 'archive',
    studyId: theirs,
    runs: chosenRuns,
    others: [],
    after: (table) => (table === 'studies' ? studyId : firstRun) - 1,
  });
  adoptFiles(connection, folder, files);
  if (mode === 'as-copy') {
    // New ones are given to rows without
    connection.execute('UPDATE archive.studies SET uid = NULL; UPDATE archive.runs SET uid = NULL');
  }
  for (const table of archivedTables.filter(({ name }) => name !== 'files' && !tablesBeforeRuns.has(name))) {
    if (table.name !== 'studies' || plan.studyId === undefined) copyRows(connection, table);
  }
  connection.run('UPDATE main.studies SET name = @name WHERE id = @studyId', { name: plan.name, studyId });
  for (const run of plan.sameRuns) addCheckpoints(connection, run);
  for (const { input, from } of inputs) {
    placeInput(folder, input.parts, from);
    recordInput(connection, studyId, input);
  }
  return studyId;
}

interface ImportWork {
  readonly plan: ImportPlan;
  readonly mode: ImportConflicts;
  readonly reserved: readonly ReservedNumbers[] | undefined;
}
