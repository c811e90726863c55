import { LabError } from '../../contract/errors.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import type { Engine } from '../../lab/ops/engine.ts';
import { createKernelEngine } from '../../lab/ops/kernels/kernel-engine.ts';
import { createKernelOps } from '../../lab/ops/kernels/kernel-ops.ts';
import { createEagerEmitter } from '../../lab/ops/tensorflow/eager-emitter.ts';
import { createGraphEngine } from '../../lab/ops/tensorflow/graph-engine.ts';
import { createTensorFlowOps } from '../../lab/ops/tensorflow/tensorflow-ops.ts';
import { loadCpu } from '../backends/cpu.ts';
import { createExecuteOperation } from '../backends/eager-operations.ts';
import { checkEngineChoice } from '../backends/engine-choice.ts';
import { createGraphLoader } from '../backends/graph-loader.ts';
import { loadTensorFlow } from '../backends/tensorflow-native.ts';
import { loadWasm } from '../backends/wasm.ts';

type Opener = (precision: EngineChoice['precision']) => Promise<Engine>;

const openers: Readonly<Record<Exclude<EngineChoice['name'], 'auto'>, Opener>> = {
  async graph(precision) {
    const { binding, version } = await loadTensorFlow();
    return createGraphEngine(
      { name: 'graph', precision, versions: { tensorflow: version } },
      createGraphLoader(binding),
    );
  },
  async tensorflow() {
    const { tf, binding, version } = await loadTensorFlow();
    const execute = createExecuteOperation(tf, binding);
    return createKernelEngine({
      tf,
      name: 'tensorflow',
      versions: { tensorflow: version, tfjs: tf.version_core },
      createOps: () => createTensorFlowOps(createEagerEmitter(tf, execute), 'float32'),
    });
  },
  async wasm() {
    const { tf, version } = await loadWasm();
    return createKernelEngine({ tf, name: 'wasm', versions: { 'tfjs-wasm': version }, createOps: createKernelOps });
  },
  async cpu() {
    const { tf, version } = await loadCpu();
    return createKernelEngine({ tf, name: 'cpu', versions: { 'tfjs-cpu': version }, createOps: createKernelOps });
  },
};

/**
 * Loads the engine a specification asks for into this thread. `auto` is the graph engine where TensorFlow is installed,
 * otherwise wasm.
 *
 * @throws LabError 'engine-unavailable'; 'invalid-specification' for bfloat16 anywhere but on the graph engine
 */
export async function openEngine(choice: EngineChoice): Promise<Engine> {
  checkEngineChoice(choice);
  if (choice.name === 'auto') {
    try {
      return await openers.graph(choice.precision);
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'engine-unavailable' || choice.precision !== 'float32') {
        throw error;
      }
      return openers.wasm('float32');
    }
  }
  return openers[choice.name](choice.precision);
}
