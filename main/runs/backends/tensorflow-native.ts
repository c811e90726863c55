import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { NativeBinding } from './native-binding.ts';
import { loadCore, requirePackage, type TensorFlowCore } from './tensorflow-core.ts';
import { shimUtilForTensorFlow } from './tensorflow-shim.ts';

export interface NativeTensorFlow {
  /** tfjs-core with the `tensorflow` backend registered and current; the same instance that {@link loadCore} gives. */
  readonly tf: TensorFlowCore;
  /** TensorFlow's eager ops and SavedModel sessions, of which the `tensorflow` backend is made. */
  readonly binding: NativeBinding;
  /** Version of libtensorflow, such as `2.21.0`. */
  readonly version: string;
}

const nextStep = 'Run `npm run setup:native`, or choose the wasm engine, which is always there.';

/**
 * Loads libtensorflow into this process and makes `tensorflow` this thread's tfjs backend. Works in the main thread and in
 * worker threads; calling it again returns the same objects. A defect in native code ends the process, so only the engine
 * process calls this.
 *
 * TensorFlow reads its environment (`TF_CPP_MIN_LOG_LEVEL`, `TF_NUM_INTRAOP_THREADS`, ...) once in a process, and a worker's
 * `process.env` is a copy that it does not see: whoever starts the process sets them, or {@link quietTensorFlow} runs in
 * its main thread.
 *
 * @throws LabError `engine-unavailable` when the native engine is not installed or does not load.
 */
export async function loadTensorFlow(): Promise<NativeTensorFlow> {
  if (findNativeAddon() === undefined) {
    throw new LabError('engine-unavailable', 'The native engine is not set up on this machine.', nextStep);
  }
  shimUtilForTensorFlow();
  quietTensorFlow();
  const tf = loadCore();
  let umbrella: TensorFlowCore;
  try {
    umbrella = requirePackage('@tensorflow/tfjs-node') as TensorFlowCore;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new LabError('engine-unavailable', `The native engine does not load: ${reason}.`, nextStep, { cause: error });
  }
  if (umbrella.engine() !== tf.engine() || umbrella.Tensor !== tf.Tensor) {
    throw new LabError(
      'engine-unavailable',
      'The native engine and the workbench have loaded two different copies of tfjs-core.',
      'Run `npm install` again: `npm ls @tensorflow/tfjs-core` has to show one version.',
    );
  }
  if (!(await tf.setBackend('tensorflow'))) {
    throw new LabError('engine-unavailable', 'The native engine loads but does not start.', nextStep);
  }
  const { binding } = tf.backend() as unknown as { readonly binding: NativeBinding };
  return { tf, binding, version: binding.TF_Version };
}

/** Keeps TensorFlow's remarks about the machine off the terminal, unless the user has asked for a level. */
export function quietTensorFlow(): void {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
}

/**
 * The compiled addon of the native engine, or `undefined` when it is not set up. Loads nothing, so it tells cheaply and
 * without risk whether {@link loadTensorFlow} is worth a try.
 */
export function findNativeAddon(): string | undefined {
  try {
    const manifest = requirePackage.resolve('@tensorflow/tfjs-node/package.json');
    const addon = join(dirname(manifest), 'lib', 'napi-v8', 'tfjs_binding.node');
    return existsSync(addon) ? addon : undefined;
  } catch {
    return undefined;
  }
}
