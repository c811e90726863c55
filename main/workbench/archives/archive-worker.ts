import { dirname } from 'node:path';
import { verifyArchive } from '../../archive/open-archive.ts';
import type { ArchivedWeights, ArchiveVerification } from '../../contract/archive.ts';
import type { CreatedArchive } from '../../contract/workbench/archives.ts';
import { archiveStudy } from '../../runs/archives/archive-study.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import { openWorkspace } from '../../store/workspace.ts';
import type { WorkContext } from '../inspection/workers/messages.ts';
import { serveWorks } from '../inspection/workers/serve-works.ts';
import { timedProgress } from './timed-progress.ts';

export interface CreateInput {
  readonly workspaceFolder: string;
  readonly studyId: number;
  /** Absolute */
  readonly path: string;
  readonly weights: ArchivedWeights;
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

async function create(input: CreateInput, context: WorkContext): Promise<CreatedArchive> {
  const { workspaceFolder, studyId, path, weights, replace } = input;
  makeOutputFolder(dirname(path), 'Choose another folder for the archive.');
  const notices: string[] = [];
  const workspace = openWorkspace(workspaceFolder, { readOnly: true });
  try {
    const summary = await stoppable(context, (options) =>
      archiveStudy(workspace, studyId, path, {
        ...options,
        weights,
        replace,
        onNotice: (sentence) => notices.push(sentence),
      }),
    );
    return { ...summary, notices };
  } finally {
    workspace.close();
  }
}

const verify = ({ path }: { readonly path: string }, context: WorkContext): Promise<ArchiveVerification> =>
  stoppable(context, (options) => verifyArchive(path, options));

const works = { create, verify };
export type ArchiveWorks = typeof works;

serveWorks(works);
