import type * as Cpu from '@tensorflow/tfjs-backend-cpu';
import { LabError } from '../../contract/errors.ts';
import { loadCore, requirePackage, type TensorFlowCore } from './tensorflow-core.ts';

export interface CpuBackend {
  /** tfjs-core with the `cpu` backend registered and current; the same instance that {@link loadCore} gives. */
  readonly tf: TensorFlowCore;
  /** Version of the backend's package. */
  readonly version: string;
}

type CpuModule = typeof Cpu;

/**
 * Makes `cpu` this thread's tfjs backend: plain JavaScript, about a thousand times slower than the others. Good for
 * comparing kernels on tiny tensors, useless for training.
 *
 * @throws LabError `engine-unavailable` when the backend does not start.
 */
export async function loadCpu(): Promise<CpuBackend> {
  const tf = loadCore();
  const cpu = requirePackage('@tensorflow/tfjs-backend-cpu') as CpuModule;
  if (!(await tf.setBackend('cpu'))) {
    throw new LabError('engine-unavailable', 'The cpu engine does not start.', 'Run `npm install` again.');
  }
  return { tf, version: cpu.version_cpu };
}
