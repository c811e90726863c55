import { resolve } from 'node:path';
import { siblingModule } from '../../runs/sibling-module.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { createWarmWorker } from '../inspection/workers/warm-worker.ts';
import { archiveEstimate } from './archive-estimate.ts';
import type { ArchiveWorks } from './archive-worker.ts';
import type { OpenedArchives } from './opened-archives.ts';

const entry = siblingModule(import.meta.url, './archive-worker');
/** What is unpacked is removed before the thread is ended */
const graceMs = 5000;

type ArchiveHandler = Extract<keyof WorkbenchHandlers, `archives.${string}`>;

/**
 * Archives: written, verified and imported in threads of their own, as all of that reads every byte, and importing writes
 * every row.
 */
export function archiveHandlers(
  { workspace, parts, currentFolder }: WorkbenchContext,
  { archives, closing }: { readonly archives: OpenedArchives; readonly closing: AbortSignal },
): Pick<WorkbenchHandlers, ArchiveHandler> {
  // Each for itself: none waits behind another
  const verifications = createWarmWorker<ArchiveWorks>(entry, { graceMs });
  const questions = createWarmWorker<ArchiveWorks>(entry);
  // What was withdrawn says whether it was done all the same, and ends by itself, so that nothing is left half written
  const creations = createWarmWorker<ArchiveWorks>(entry, { patient: true });
  const imports = createWarmWorker<ArchiveWorks>(entry, { patient: true });
  const extractions = createWarmWorker<ArchiveWorks>(entry, { patient: true });
  const workers = [verifications, questions, creations, imports, extractions];
  closing.addEventListener('abort', () => workers.forEach((each) => each.close()));
  const absolute = (path: string): string => resolve(currentFolder, path);

  return {
    'archives.estimate': ({ study }) => archiveEstimate(workspace(), study),
    'archives.inputs'({ study }, call) {
      const { folder: workspaceFolder, studies } = workspace();
      studies.get(study);
      return questions.ask('inputs', { workspaceFolder, studyId: study }, call);
    },
    'archives.create': ({ study, path, weights, inputs, replace }, call) => {
      const { folder: workspaceFolder, studies } = workspace();
      studies.get(study);
      const asked = { workspaceFolder, studyId: study, path: absolute(path), weights, inputs, replace };
      return creations.ask('create', asked, call);
    },
    'archives.verify': ({ path }, call) => verifications.ask('verify', { path: absolute(path) }, call),
    async 'archives.open'({ path }, call) {
      const { archive, studyId, summary, needs } = await archives.open(absolute(path), call);
      return { archive, study: studyId, summary, needs: [...needs] };
    },
    'archives.read': ({ archive, method, input }, call) => archives.of(archive).reading.answer(method, input, call),
    'archives.extract': ({ path, folder }, call) =>
      extractions.ask('extract', { path: absolute(path), folder: absolute(folder) }, call),
    async 'archives.close'({ archive }) {
      await archives.close(archive);
      return {};
    },
    async 'archives.import'({ path, conflicts }, call) {
      const { folder: workspaceFolder } = workspace();
      const imported = await imports.ask('import', { workspaceFolder, path: absolute(path), conflicts }, call);
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
