import { resolve } from 'node:path';
import { importArchive } from '../../archive/import-archive.ts';
import { siblingModule } from '../../runs/sibling-module.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { createWarmWorker } from '../inspection/workers/warm-worker.ts';
import { archiveEstimate } from './archive-estimate.ts';
import type { ArchiveWorks } from './archive-worker.ts';
import type { OpenedArchives } from './opened-archives.ts';
import { timedProgress } from './timed-progress.ts';

const entry = siblingModule(import.meta.url, './archive-worker');
/** What is half written is removed before the thread is ended */
const graceMs = 5000;

type ArchiveHandler = Extract<keyof WorkbenchHandlers, `archives.${string}`>;

/**
 * Archives: written and verified in a thread of their own, as both read every byte; imported here, because this process is
 * the store's one writer.
 */
export function archiveHandlers(
  { workspace, parts, currentFolder }: WorkbenchContext,
  { archives, closing }: { readonly archives: OpenedArchives; readonly closing: AbortSignal },
): Pick<WorkbenchHandlers, ArchiveHandler> {
  const worker = createWarmWorker<ArchiveWorks>(entry, { graceMs });
  closing.addEventListener('abort', () => worker.close());
  const absolute = (path: string): string => resolve(currentFolder, path);

  return {
    'archives.estimate': ({ study }) => archiveEstimate(workspace(), study),
    'archives.create': ({ study, path, weights, replace }, call) => {
      const { folder: workspaceFolder, studies } = workspace();
      studies.get(study);
      return worker.ask('create', { workspaceFolder, studyId: study, path: absolute(path), weights, replace }, call);
    },
    'archives.verify': ({ path }, call) => worker.ask('verify', { path: absolute(path) }, call),
    async 'archives.open'({ path }, call) {
      const { archive, studyId, summary } = await archives.open(absolute(path), call);
      return { archive, study: studyId, summary };
    },
    'archives.read': ({ archive, method, input }, call) => archives.of(archive).reading.answer(method, input, call),
    async 'archives.close'({ archive }) {
      await archives.close(archive);
      return {};
    },
    async 'archives.import'({ path, conflicts }, call) {
      const imported = await importArchive(workspace(), absolute(path), { ...timedProgress(call), conflicts });
      const { id } = imported.study;
      parts().feed.studiesChanged();
      if (imported.outcome === 'added' || imported.outcome === 'completed') {
        const runs = workspace().runs.list({ studyId: id });
        parts().feed.runsChanged(runs.map((run) => run.id));
      }
      return imported;
    },
  };
}
