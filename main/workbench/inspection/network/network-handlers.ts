import type { DataSpecification } from '../../../contract/specification.ts';
import { buildArchitecture } from '../../../lab/network/architectures/registry.ts';
import type { Network } from '../../../lab/network/network.ts';
import { networkSize } from '../../../runs/laboratory/energy-reference.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import { foundData } from '../found-path.ts';
import { rememberLast } from '../remember-last.ts';
import { describeNetwork } from './network-description.ts';
import { describePlan } from './plan-description.ts';

/** Networks as the data needs them: by the data's header, or, where its files are gone, as the source usually has it. */
export function networkHandlers({
  currentFolder,
}: InspectionContext): Pick<InspectionHandlers, 'network.describe' | 'plan.describe'> {
  // While a slider moves, the network stays
  const built = rememberLast(
    (architecture: string, size: ReturnType<typeof networkSize>) => JSON.stringify([architecture, size]),
    (architecture, size): Network => buildArchitecture(architecture, { ...size }),
  );
  const networkFor = (architecture: string, data: DataSpecification, folder?: string): Network =>
    built(architecture, networkSize(foundData(data, { currentFolder, folder })));
  return {
    'network.describe': ({ architecture, data, folder }) => describeNetwork(networkFor(architecture, data, folder)),
    'plan.describe': ({ architecture, data, folder, choice, batchNorm, scores }) =>
      describePlan(networkFor(architecture, data, folder), choice, batchNorm, scores),
  };
}
