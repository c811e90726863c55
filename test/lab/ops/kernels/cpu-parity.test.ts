import { createKernelEngine } from '../../../../main/lab/ops/kernels/kernel-engine.ts';
import { createKernelOps } from '../../../../main/lab/ops/kernels/kernel-ops.ts';
import { loadCpu } from '../../../../main/runs/backends/cpu.ts';
import { describeEngineParity } from '../../../support/ops-parity.ts';

describeEngineParity('the cpu engine', async () => {
  const { tf, version } = await loadCpu();
  return createKernelEngine({ tf, name: 'cpu', versions: { cpu: version }, createOps: createKernelOps });
});
