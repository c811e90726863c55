import { createKernelEngine } from '../../../../main/lab/ops/kernels/kernel-engine.ts';
import { createKernelOps } from '../../../../main/lab/ops/kernels/kernel-ops.ts';
import { loadWasm } from '../../../../main/runs/backends/wasm.ts';
import { describeEngineParity } from '../../../support/ops-parity.ts';

const wasmEngine = (ownKernels: boolean) => async () => {
  const { tf, version } = await loadWasm();
  const createOps = () => createKernelOps(tf, { ownKernels });
  return createKernelEngine({ tf, name: 'wasm', versions: { wasm: version }, createOps });
};

describeEngineParity('the wasm engine', wasmEngine(true));
describeEngineParity("the wasm engine by tfjs's kernels alone", wasmEngine(false));
