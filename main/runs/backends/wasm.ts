import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import { dirname, sep } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { loadCore, requirePackage, type TensorFlowCore } from './tensorflow-core.ts';

export interface WasmBackend {
  /** tfjs-core with the `wasm` backend registered and current; the same instance that {@link loadCore} gives. */
  readonly tf: TensorFlowCore;
  /** Version of the backend's package. */
  readonly version: string;
  /** Whether this machine runs the vectorised build, which is several times faster. */
  readonly simd: boolean;
}

type WasmModule = typeof Wasm;

/**
 * Makes `wasm` this thread's tfjs backend, from the files of its own package: nothing is fetched. Works in the main thread
 * and in worker threads. One thread computes: the package does not offer its threaded build in Node.
 *
 * @throws LabError `engine-unavailable` when WebAssembly does not start.
 */
export async function loadWasm(): Promise<WasmBackend> {
  const tf = loadCore();
  const wasm = requirePackage('@tensorflow/tfjs-backend-wasm') as WasmModule;
  if (tf.findBackend('wasm') === null) {
    wasm.setWasmPaths(dirname(requirePackage.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  }
  if (!(await tf.setBackend('wasm'))) {
    throw new LabError(
      'engine-unavailable',
      'The wasm engine does not start in this Node.',
      'Run it with the Node that `npm install` brings: `npm run -s lab -- doctor` shows which one is used.',
    );
  }
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  return { tf, version: wasm.version_wasm, simd };
}
