import { siblingModule } from '../../../runs/sibling-module.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { foundData, foundModel } from '../found-path.ts';
import { createWarmWorker } from '../workers/warm-worker.ts';
import { changesOfRun } from './run-weights.ts';
import type { WeightsWorks } from './weights-worker.ts';

const entry = siblingModule(import.meta.url, './weights-worker');

export function weightsHandlers({
  workspace,
  currentFolder,
  closing,
}: InspectionContext): Pick<InspectionHandlers, 'profile.preview' | 'runs.weights'> {
  const worker = createWarmWorker<WeightsWorks>(entry);
  closing?.addEventListener('abort', () => worker.close());
  return {
    'profile.preview'({ model, data, folder, ...rest }, context) {
      const folders = { currentFolder, folder };
      const input = { ...rest, model: foundModel(model, folders), data: foundData(data, folders) };
      return worker.ask('preview', input, context);
    },
    'runs.weights': ({ id, ...rest }, context) =>
      worker.ask('changes', { ...changesOfRun(workspace(), id), ...rest }, context),
  };
}
