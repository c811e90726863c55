import { join, resolve } from 'node:path';
import type { DataSpecification } from '../../../contract/specification.ts';
import { networkSize } from '../../../runs/laboratory/energy-reference.ts';
import { applicationVersion } from '../../../runs/laboratory/machine.ts';
import { checkNetworkApart, sizeOf } from '../../../runs/laboratory/networks.ts';
import { exportNetworkCommand } from '../../../runs/model/export-network.ts';
import { describeModel, requireChoice } from '../../../runs/model/network-question.ts';
import { studyNetwork, type ModelChoice } from '../../../runs/model/study-network.ts';
import { siblingModule } from '../../../runs/sibling-module.ts';
import { fileStem } from '../../file-stem.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { foundData, foundPath } from '../found-path.ts';
import { rememberLast } from '../remember-last.ts';
import { createWarmWorker } from '../workers/warm-worker.ts';
import type { NetworkWorks, SizedModel } from './network-worker.ts';
import { describePlan } from './plan-description.ts';

const entry = siblingModule(import.meta.url, './network-worker');

type Handled = 'network.describe' | 'plan.describe' | 'network.check' | 'runs.export-network';

interface Asked extends ModelChoice {
  readonly data: DataSpecification;
  readonly folder?: string;
}

/**
 * Networks as the data needs them: by the data's header, or, where its files are gone, as the source usually has it. Those
 * of files are read in a thread.
 */
export function networkHandlers({
  currentFolder,
  workspace,
  closing,
}: InspectionContext): Pick<InspectionHandlers, Handled> {
  const worker = createWarmWorker<NetworkWorks>(entry);
  closing?.addEventListener('abort', () => worker.close());
  // While a slider moves, the network stays
  const built = rememberLast(
    ({ model, size }: SizedModel) => JSON.stringify([model, size]),
    ({ model, size }) => studyNetwork(model, size),
  );
  const modelOf = ({ architecture, file, folder }: Omit<Asked, 'data'>): ModelChoice => {
    requireChoice({ architecture, file });
    return file === undefined ? { architecture } : { file: foundPath(file, { currentFolder, folder }) };
  };
  const sized = ({ data, ...rest }: Asked) => {
    const model = modelOf(rest);
    const found = foundData(data, { currentFolder, folder: rest.folder });
    return { model, size: networkSize(found), data: found };
  };
  return {
    'network.describe'(asked, call) {
      const found = sized(asked);
      if (found.model.file === undefined) return describeModel(found.model, found.size);
      return worker.ask('describe', found, call);
    },
    'plan.describe'({ choice, batchNorm, scores, ...asked }, call) {
      const { model, size } = sized(asked);
      if (model.file === undefined) return describePlan(built({ model, size }), choice, batchNorm, scores);
      return worker.ask('plan', { model, size, choice, batchNorm, scores }, call);
    },
    'network.check'({ data, weights, reference, ...choice }, { signal, progress }) {
      const folders = { currentFolder, folder: choice.folder };
      const found = data && foundData(data, folders);
      return checkNetworkApart(
        {
          model: modelOf(choice),
          ...(weights === undefined ? {} : { weights: foundPath(weights, folders) }),
          ...(reference === undefined ? {} : { reference: foundPath(reference, folders) }),
          // The network of a file has its own size, so that it can be checked whatever the data is
          ...(choice.file === undefined ? sizeOf(found) : found && { data: found }),
          engine: 'auto',
        },
        {
          signal,
          onProgress: (fraction, detail, secondsLeft) =>
            progress({ fraction, detail, ...(secondsLeft === undefined ? {} : { secondsLeft }) }),
        },
      );
    },
    'runs.export-network'({ id, format, codes, withNormalisation, folder, replace, name }, call) {
      const { studyId } = workspace().runs.get(id);
      const stem = name ?? `${fileStem(workspace().studies.get(studyId).name)}-run-${id}${codes ? '-codes' : ''}`;
      const path = join(resolve(currentFolder, folder), `${stem}.${format}`);
      const request = { runId: id, format, codes, withNormalisation, path, replace, version: applicationVersion() };
      const command = exportNetworkCommand(request);
      return worker.ask('export', { workspace: workspace().folder, request: { ...request, command } }, call);
    },
  };
}
