import { createKernelEngine } from '../../../../main/lab/ops/kernels/kernel-engine.ts';
import { createKernelOps } from '../../../../main/lab/ops/kernels/kernel-ops.ts';
import { loadWasm } from '../../../../main/runs/backends/wasm.ts';
import { describeEngineParity } from '../../../support/ops-parity.ts';

describeEngineParity('the wasm engine', async () => {
  const { tf, version } = await loadWasm();
  return createKernelEngine({ tf, name: 'wasm', versions: { wasm: version }, createOps: createKernelOps });
});
