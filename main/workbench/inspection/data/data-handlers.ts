import { imageCacheFolder } from '../../../data/image-folder/image-cache-folder.ts';
import { siblingModule } from '../../../runs/sibling-module.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { foundData } from '../found-path.ts';
import { createWarmWorker } from '../workers/warm-worker.ts';
import type { DataWorks } from './data-worker.ts';

const entry = siblingModule(import.meta.url, './data-worker');
/** A whole data set stays in memory for so long after it was looked at. */
const idleMs = 20_000;

export function dataHandlers({
  currentFolder,
  workspaceFolder,
  closing,
}: InspectionContext): Pick<InspectionHandlers, 'data.describe'> {
  const cacheFolder = imageCacheFolder(workspaceFolder);
  const worker = createWarmWorker<DataWorks>(entry, { idleMs });
  closing?.addEventListener('abort', () => worker.close());
  return {
    'data.describe': ({ data, folder, thumbnailsPerClass }, context) =>
      worker.ask(
        'describe',
        { data: foundData(data, { currentFolder, folder }), thumbnailsPerClass, cacheFolder },
        context,
      ),
  };
}
