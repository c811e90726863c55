import type { Profile } from '../../contract/profile.ts';
import type { MemoryReport } from '../../contract/run.ts';
import type { MethodSpecification } from '../../contract/specification.ts';
import { memoryReport } from '../../lab/energy/memory-report.ts';
import type { Network } from '../../lab/network/network.ts';

/** What the weights of a trained network are stored in. Of a network kept as 16-bit numbers it is those, made no errors with. */
export function storedMemory(
  network: Network,
  profile: Profile,
  method: MethodSpecification,
  rates: Readonly<Record<string, number>>,
  banks: Readonly<Record<string, number>> | undefined,
): MemoryReport {
  const report = memoryReport(network, profile, rates, banks);
  if (method.method !== 'reliable' || method.storage !== 'float16') return report;
  return {
    ...report,
    layers: report.layers.map((layer) => ({ ...layer, bits: 16 })),
    energy: report.float16Energy,
    reliableEnergy: report.float16Energy,
  };
}
