import { siblingModule } from '../../../runs/sibling-module.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { foundData, foundModel } from '../found-path.ts';
import { createWarmWorker, type WarmWorker } from '../workers/warm-worker.ts';
import { changesOfRun } from './run-weights.ts';
import type { WeightsWorks } from './weights-worker.ts';

const entry = siblingModule(import.meta.url, './weights-worker');

type WeightsContext = Pick<InspectionContext, 'workspace' | 'closing'>;

function weightsWorker({ closing }: Pick<InspectionContext, 'closing'>): WarmWorker<WeightsWorks> {
  const worker = createWarmWorker<WeightsWorks>(entry);
  closing?.addEventListener('abort', () => worker.close());
  return worker;
}

/** Weights of runs before and after training. */
export function runWeights(
  { workspace, closing }: WeightsContext,
  worker = weightsWorker({ closing }),
): Pick<InspectionHandlers, 'runs.weights'> {
  return {
    'runs.weights': ({ id, ...rest }, context) =>
      worker.ask('changes', { ...changesOfRun(workspace(), id), ...rest }, context),
  };
}

export function weightsHandlers(
  context: WeightsContext & Pick<InspectionContext, 'currentFolder' | 'workspaceFolder'>,
): Pick<InspectionHandlers, 'profile.preview' | 'runs.weights'> {
  const { currentFolder, workspaceFolder } = context;
  const worker = weightsWorker(context);
  return {
    ...runWeights(context, worker),
    'profile.preview'({ model, data, folder, ...rest }, context) {
      const folders = { currentFolder, folder };
      const profileFolders = [currentFolder, ...(folder === undefined ? [] : [folder]), workspaceFolder];
      const input = { ...rest, profileFolders, model: foundModel(model, folders), data: foundData(data, folders) };
      return worker.ask('preview', input, context);
    },
  };
}
