import { resolve } from 'node:path';
import { examine } from '../../runs/laboratory/doctor.ts';
import type { InspectionContext, InspectionHandlers } from './context.ts';
import { dataHandlers } from './data/data-handlers.ts';
import { browseFolder } from './files/browse-folder.ts';
import { fitHandlers } from './profile-fit/fit-handlers.ts';
import { networkHandlers } from './network/network-handlers.ts';
import { specificationHandlers, specificationWorker } from './specification/specification-handlers.ts';
import { studyHandlers, type ReadStudy } from './study/study-handlers.ts';
import { weightsHandlers } from './weights/weights-handlers.ts';

/** What answers the questions of the wizards. Starts nothing until the first of them. */
export function createInspection(context: InspectionContext): InspectionHandlers {
  const { currentFolder, workspaceFolder } = context;
  const worker = specificationWorker(context);
  const readStudy: ReadStudy = (text, folder, call) =>
    worker.ask(
      'read',
      { text, folders: { currentFolder, folder, workspace: workspaceFolder } },
      { signal: call.signal },
    );
  return {
    ...specificationHandlers(context, worker),
    ...networkHandlers(context),
    ...dataHandlers(context),
    ...weightsHandlers(context),
    ...fitHandlers(context, worker),
    ...studyHandlers(context, readStudy),
    'files.browse': ({ folder, purpose }) =>
      browseFolder(purpose, folder === undefined ? undefined : resolve(currentFolder, folder)),
    async 'application.doctor'(_, { signal, progress }) {
      const { checks } = await examine(workspaceFolder, {
        signal,
        onPart: (done, parts, what) => progress({ fraction: done / parts, detail: what }),
        examineStore: (folder) => worker.ask('store', folder, { signal }),
      });
      return { checks: [...checks] };
    },
  };
}
