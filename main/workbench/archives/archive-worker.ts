import { dirname } from 'node:path';
import { importArchive } from '../../archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../archive/open-archive.ts';
import type { ArchivedWeights, ArchiveImport, ArchiveVerification, ImportConflicts } from '../../contract/archive.ts';
import type { ArchiveInputs, CreatedArchive, ExtractedFolder } from '../../contract/workbench/archives.ts';
import { extractArchive } from '../../runs/archives/extract-archive.ts';
import { needsOf } from '../../runs/archives/study-needs.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import { openWorkspace } from '../../store/workspace.ts';
import type { WorkContext } from '../inspection/workers/messages.ts';
import { checkWanted, serveWorks } from '../inspection/workers/serve-works.ts';
import { archiveInputs } from './archive-inputs.ts';
import { timedProgress } from './timed-progress.ts';

export interface CreateInput {
  readonly workspaceFolder: string;
  readonly studyId: number;
  /** Absolute */
  readonly path: string;
  readonly weights: ArchivedWeights;
  readonly inputs: boolean;
  readonly replace: boolean;
}

/** How often it is looked whether the work is still wanted */
const lookMs = 100;

/** The signal of work in this thread, which is asked to stop through shared memory. */
async function stoppable<Result>(
  { stopRequested, progress }: WorkContext,
  work: (options: ReturnType<typeof timedProgress>) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const timer = setInterval(() => {
    if (stopRequested()) stop.abort();
  }, lookMs);
  try {
    return await work(timedProgress({ signal: stop.signal, progress }));
  } finally {
    clearInterval(timer);
  }
}

/** A folder that was made for what is not written is removed. */
async function inFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const removeMade = makeOutputFolder(folder, 'Choose another folder for the archive.');
  try {
    return await work();
  } catch (error) {
    removeMade();
    throw error;
  }
}

const replaceAdvice = 'Choose another name, or tick “Replace a file of this name”.';

async function create(input: CreateInput, context: WorkContext): Promise<CreatedArchive> {
  const { workspaceFolder, studyId, path, weights, inputs, replace } = input;
  // What draws its report is not needed for the others
  const { archiveStudy } = await import('../../runs/archives/archive-study.ts');
  const notices: string[] = [];
  const workspace = openWorkspace(workspaceFolder, { readOnly: true });
  try {
    const work = (options: ReturnType<typeof timedProgress>) =>
      archiveStudy(workspace, studyId, path, {
        ...options,
        weights,
        inputs,
        replace,
        replaceAdvice,
        onNotice: (sentence) => notices.push(sentence),
      });
    const summary = await inFolder(dirname(path), () => stoppable(context, work));
    return { ...summary, notices };
  } finally {
    workspace.close();
  }
}

const verify = ({ path }: { readonly path: string }, context: WorkContext): Promise<ArchiveVerification> =>
  stoppable(context, (options) => verifyArchive(path, options));

export interface ImportInput {
  readonly workspaceFolder: string;
  /** Absolute */
  readonly path: string;
  readonly conflicts: ImportConflicts;
}

/** Through a connection of this thread's own: the others that have the workspace open go on reading and writing. */
const importInto = ({ workspaceFolder, path, conflicts }: ImportInput, context: WorkContext): Promise<ArchiveImport> =>
  stoppable(context, (options) =>
    importArchive({ folder: workspaceFolder, readOnly: false }, path, { ...options, conflicts }),
  );

function inputs({ workspaceFolder, studyId }: { workspaceFolder: string; studyId: number }): ArchiveInputs {
  const workspace = openWorkspace(workspaceFolder, { readOnly: true });
  try {
    return archiveInputs(workspace, studyId);
  } finally {
    workspace.close();
  }
}

export interface ExtractInput {
  /** Absolute, as `folder` */
  readonly path: string;
  readonly folder: string;
}

async function extract({ path, folder }: ExtractInput, context: WorkContext): Promise<ExtractedFolder> {
  const archive = await stoppable(context, (options) =>
    openArchive(path, { ...options, weights: false, inputs: true }),
  );
  try {
    checkWanted(context);
    const { extracted, changed } = await extractArchive(archive, folder, { replace: false });
    const left = needsOf(archive).filter(({ held }) => !held);
    return { folder, extracted: [...extracted], changed: [...changed], left };
  } finally {
    await archive.close();
  }
}

const works = { create, verify, import: importInto, inputs, extract };
export type ArchiveWorks = typeof works;

serveWorks(works);
