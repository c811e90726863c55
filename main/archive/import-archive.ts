import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveImport, ImportConflicts } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { databaseName, openDatabase } from '../store/database.ts';
import { collectGarbage } from '../store/garbage.ts';
import { startSession, type Session } from '../store/session.ts';
import { verifyIncoming, type VerifiedFile } from '../store/incoming.ts';
import type { Workspace } from '../store/workspace.ts';
import { assertGoing, invalidArchive } from './archive-errors.ts';
import type { Container } from './container.ts';
import { planImport, type ImportPlan } from './import-plan.ts';
import { wantedWeights, writeImport } from './import-rows.ts';
import { openChecked } from './open-archive.ts';
import type { ReadingOptions } from './options.ts';
import { readEntry } from './read-entry.ts';

export interface ImportOptions extends ReadingOptions {
  /** `refuse` by default */
  readonly conflicts?: ImportConflicts;
}

/** The machine of an import runs nothing, so nothing is recorded of it. */
const noMachine = { application: '', node: '', platform: '', processor: '', cores: 1, memoryBytes: 0 } as const;

function result(
  plan: ImportPlan,
  mode: ImportConflicts,
  study: number,
  { files, checkpoints }: { readonly files: readonly VerifiedFile[]; readonly checkpoints: number },
): ArchiveImport {
  const { newRuns, sameRuns, trashed, conflicts } = plan;
  const refused = isRefused(plan, mode);
  const isNew = newRuns.length > 0 || files.length > 0 || checkpoints > 0;
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
    files: { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
    conflicts,
  };
}

/** Runs of another specification cannot become part of a study, whoever's are kept. */
function isRefused({ conflicts }: ImportPlan, mode: ImportConflicts): boolean {
  return mode === 'refuse' ? conflicts.length > 0 : conflicts.some(({ runId }) => runId === undefined);
}

/** Unpacks the files that the workspace lacks into the folder of a session, and makes them durable there. */
async function unpack(
  container: Container,
  wanted: readonly string[],
  session: Session,
  folder: string,
  { signal, onProgress }: ReadingOptions,
): Promise<readonly VerifiedFile[]> {
  const files: VerifiedFile[] = [];
  mkdirSync(session.incomingFolder, { recursive: true });
  for (const [index, sha256] of wanted.entries()) {
    onProgress?.(0.6 + (0.3 * index) / wanted.length, `unpacking file ${index + 1} of ${wanted.length}`);
    const { packed, listed } = container.entries.find(
      (entry) => entry.listed.sha256 === sha256 && entry.listed.name.startsWith('files/'),
    )!;
    const path = join(session.incomingFolder, `${sha256}.safetensors`);
    const handle = await open(path, 'wx');
    try {
      await readEntry(container.handle, packed, async (bytes) => {
        assertGoing(signal);
        await handle.writeFile(bytes);
      });
    } catch (error) {
      assertGoing(signal);
      throw invalidArchive(container.path, `its entry ${listed.name} has changed meanwhile`, error);
    } finally {
      await handle.close();
    }
    files.push(verifyIncoming(folder, { path, sha256, bytes: listed.bytes }));
  }
  return files;
}

/** Imports into a workspace through a connection that the archive's store is attached to. */
async function importInto(
  connection: Connection,
  folder: string,
  container: Container,
  options: ImportOptions,
): Promise<ArchiveImport> {
  const mode = options.conflicts ?? 'refuse';
  const before = planImport(connection, mode);
  const wanted = wantedWeights(connection, before);
  const isThere = before.studyId !== undefined && before.newRuns.length + wanted.checkpoints === 0;
  if (isThere || isRefused(before, mode)) {
    return result(before, mode, before.studyId ?? 0, { files: [], checkpoints: 0 });
  }
  // A session's folder is left alone by others who clean up
  const session = startSession(connection, folder, noMachine, Date.now);
  const stop = session.keepAlive({ onStopRequested: () => undefined, onError: () => undefined });
  try {
    const files = await unpack(container, wanted.files, session, folder, options);
    assertGoing(options.signal);
    options.onProgress?.(0.9, 'adding rows');
    const { plan, studyId } = connection.transaction(() => {
      // Others may have added or thrown away something meanwhile
      const plan = planImport(connection, mode);
      if (isRefused(plan, mode)) return { plan, studyId: plan.studyId ?? 0 };
      return { plan, studyId: writeImport(connection, folder, plan, files, mode) };
    });
    return result(plan, mode, studyId, { ...wanted, files });
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
 * The archive is read and checked as a whole before anything is changed. Rows are then copied in one transaction, in this
 * thread: about a second for a million of them.
 *
 * @throws LabError as `openArchive`; `archive-conflict` where the study lies in the trash; `store-busy`, `disk-full`,
 *   `store-unusable` where the workspace cannot be written. Runs that differ are no error: the result names them
 */
export async function importArchive(
  workspace: Workspace,
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
    onProgress: (fraction, detail) => onProgress?.(0.6 * fraction, detail),
  });
  try {
    const connection = openDatabase(workspace.folder, { readOnly: workspace.readOnly });
    try {
      const store = join(archived.folder, databaseName).replaceAll("'", "''");
      connection.execute(`ATTACH '${store}' AS archive`);
      const imported = await importInto(connection, workspace.folder, container, options);
      onProgress?.(1, 'done');
      return imported;
    } finally {
      connection.close();
    }
  } finally {
    await discard();
  }
}
