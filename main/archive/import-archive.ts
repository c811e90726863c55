import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import type { ArchiveImport, ImportConflicts } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { databaseName, openDatabase } from '../store/database.ts';
import { collectGarbage } from '../store/garbage.ts';
import { discardImportedRows, hasReserved, keepImportedRows, tablesBeforeRuns } from '../store/imported-rows.ts';
import { startSession, type Session } from '../store/session.ts';
import type { Workspace } from '../store/workspace.ts';
import { assertGoing, takenAway } from './archive-errors.ts';
import { total } from './archive-summary.ts';
import type { Container } from './container.ts';
import { unpackFiles, unpackInputs, wantedInputs } from './import-inputs.ts';
import { planImport, planState, type ImportPlan } from './import-plan.ts';
import { wantedWeights, writeImport, type Unpacked } from './import-rows.ts';
import { openChecked } from './open-archive.ts';
import type { ReadingOptions } from './options.ts';
import { stageRows } from './stage-rows.ts';

export interface ImportOptions extends ReadingOptions {
  /** `refuse` by default */
  readonly conflicts?: ImportConflicts;
}

export type ImportTarget = Pick<Workspace, 'folder' | 'readOnly'>;

/** The machine of an import runs nothing, so nothing is recorded of it. */
const noMachine = { application: '', node: '', platform: '', processor: '', cores: 1, memoryBytes: 0 } as const;

interface Brought extends Unpacked {
  readonly checkpoints: number;
}

const nothing: Brought = { files: [], inputs: [], checkpoints: 0 };

function result(
  plan: ImportPlan,
  mode: ImportConflicts,
  study: number,
  { files, inputs, checkpoints }: Brought,
): ArchiveImport {
  const { newRuns, sameRuns, trashed, conflicts } = plan;
  const refused = isRefused(plan, mode);
  const isNew = newRuns.length + files.length + inputs.length + checkpoints > 0;
  const added = plan.studyId === undefined ? 'added' : isNew ? 'completed' : 'unchanged';
  return {
    outcome: refused ? 'refused' : added,
    study: { id: study, name: plan.name },
    runs: {
      added: refused ? 0 : newRuns.length,
      unchanged: sameRuns.length,
      kept: refused ? 0 : conflicts.length,
      trashed,
    },
    files: total(files),
    inputs: total(inputs.flatMap(({ input }) => input.parts)),
    conflicts,
  };
}

/** Runs of another specification cannot become part of a study, whoever's are kept. */
function isRefused({ conflicts }: ImportPlan, mode: ImportConflicts): boolean {
  return mode === 'refuse' ? conflicts.length > 0 : conflicts.some(({ runId }) => runId === undefined);
}

/** Of the work, about: the archive is read, files are unpacked, rows are written. */
const [readShare, unpackShare, rowsShare] = [0.5, 0.1, 0.39];
const mostAttempts = 3;

function share(onProgress: ReadingOptions['onProgress'], from: number, of: number) {
  return (fraction: number, detail: string): void => onProgress?.(from + of * fraction, detail);
}

/**
 * Writes the rows of a plan, and then, as one short transaction, all that makes them visible.
 *
 * @returns undefined where the plan is not right any more, because others have changed something
 */
async function write(
  { connection, folder, container, session, archived }: ImportPlace,
  { plan, state, mode, ...brought }: Brought & { plan: ImportPlan; state: string; mode: ImportConflicts },
  { signal, onProgress }: ReadingOptions,
): Promise<number | undefined> {
  const { token } = session;
  const all = container.manifest.entries.reduce(
    (sum, { name, rows = 0 }) => sum + (tablesBeforeRuns.has(name.replace(/^rows\/|\.ndjson$/g, '')) ? rows : 0),
    0,
  );
  const rows = (all * plan.newRuns.length) / Math.max(1, container.manifest.study.runs);
  const reserved =
    plan.newRuns.length === 0
      ? undefined
      : await stageRows(
          connection,
          archived,
          { newRuns: plan.newRuns, token, rows },
          { signal, onProgress: share(onProgress, readShare + unpackShare, rowsShare) },
        );
  let studyId: number | undefined;
  try {
    assertGoing(signal);
    studyId = connection.transaction(() => {
      if (planState(connection) !== state) return undefined;
      if (reserved !== undefined && !hasReserved(connection, token)) throw takenAway();
      keepImportedRows(connection, token);
      return writeImport(connection, folder, { plan, mode, reserved, ...brought });
    });
    return studyId;
  } finally {
    if (studyId === undefined) discardImportedRows(connection, token, reserved ?? []);
  }
}

interface ImportPlace {
  /** To the workspace, with the archive's store attached as `archive` */
  readonly connection: Connection;
  readonly folder: string;
  readonly container: Container;
  readonly session: Session;
  /** Folder of the archive's store */
  readonly archived: string;
}

/** Imports into a workspace through a connection that the archive's store is attached to. */
async function importInto(place: Omit<ImportPlace, 'session'>, options: ImportOptions): Promise<ArchiveImport> {
  const { connection, folder, container } = place;
  const mode = options.conflicts ?? 'refuse';
  const look = () => {
    const state = planState(connection);
    const plan = planImport(connection, mode);
    const { checkpoints, files } = wantedWeights(connection, plan);
    const inputs = wantedInputs(connection, plan, container.manifest.inputs);
    const isThere = plan.studyId !== undefined && plan.newRuns.length + checkpoints + inputs.length === 0;
    return { state, plan, checkpoints, files, inputs, isThere };
  };
  const first = look();
  if (first.isThere || isRefused(first.plan, mode)) return result(first.plan, mode, first.plan.studyId ?? 0, nothing);
  // A session's folder is left alone by others who clean up
  const session = startSession(connection, folder, noMachine, Date.now);
  const stop = session.keepAlive({ onStopRequested: () => undefined, onError: () => undefined });
  try {
    for (let attempt = 1, seen = first; attempt <= mostAttempts; attempt++, seen = look()) {
      const { plan, state, checkpoints } = seen;
      if (seen.isThere || isRefused(plan, mode)) return result(plan, mode, plan.studyId ?? 0, nothing);
      // What an attempt before has left
      rmSync(session.incomingFolder, { recursive: true, force: true });
      const unpacking = { ...options, onProgress: share(options.onProgress, readShare, unpackShare) };
      const files = await unpackFiles(container, seen.files, session, folder, unpacking);
      const inputs = await unpackInputs(container, seen.inputs, session, unpacking);
      const brought = { files, inputs, checkpoints };
      const studyId = await write({ ...place, session }, { ...brought, plan, state, mode }, options);
      if (studyId !== undefined) return result(plan, mode, studyId, brought);
    }
    throw new LabError(
      'store-busy',
      'What the archive is to be added to keeps changing in the workspace; nothing was imported.',
      'Import it when what is at work on this study has ended.',
    );
  } finally {
    stop();
    session.end();
    collectGarbage(connection, folder);
  }
}

/**
 * Adds the study of an archive to a workspace, or what is new of one that is there: whole or not at all. The same archive
 * twice is the same as once. Runs get numbers of their own; those that had not finished can be resumed, and nobody has them.
 * What the user said of runs that are there already (notes, tags, locks) stays.
 *
 * The archive is read and checked as a whole before anything is changed. Rows are then written in many short transactions,
 * between which others write, and none of them is seen before the last, short one: killed anywhere, nothing is imported. All
 * of it takes this thread for parts of a second at a time.
 *
 * @param workspace asked for when the archive was found to be right, so that none is made for one that is refused
 * @throws LabError as `openArchive`; `archive-conflict` where the study lies in the trash; `store-busy`, `disk-full`,
 *   `store-unusable` where the workspace cannot be written. Runs that differ are no error: the result names them
 */
export async function importArchive(
  workspace: ImportTarget | (() => ImportTarget),
  path: string,
  options: ImportOptions = {},
): Promise<ArchiveImport> {
  const { onProgress } = options;
  const {
    container,
    workspace: archived,
    discard,
  } = await openChecked(path, {
    ...options,
    weights: false,
    onProgress: share(onProgress, 0, readShare),
  });
  try {
    const { folder, readOnly } = typeof workspace === 'function' ? workspace() : workspace;
    const connection = openDatabase(folder, { readOnly });
    try {
      const store = join(archived.folder, databaseName).replaceAll("'", "''");
      connection.execute(`ATTACH '${store}' AS archive`);
      const place = { connection, folder, container, archived: archived.folder };
      const imported = await importInto(place, options);
      onProgress?.(1, 'done');
      return imported;
    } finally {
      connection.close();
    }
  } finally {
    await discard();
  }
}
