import type { Engine, EngineName } from '../../../main/lab/ops/engine.ts';
import type { Precision } from '../../../main/lab/ops/ops.ts';
import { createGraphEngine } from '../../../main/lab/ops/tensorflow/graph-engine.ts';
import { createGraphLoader } from '../../../main/runs/backends/graph-loader.ts';
import { findNativeAddon, loadTensorFlow } from '../../../main/runs/backends/tensorflow-native.ts';
import { openEngine } from '../../../main/runs/job/open-engine.ts';

export interface EngineCase {
  /** With the reason when it is skipped */
  readonly title: string;
  readonly name: EngineName;
  readonly precision: Precision;
  /** Not on this machine */
  readonly missing: boolean;
  /** Also makes the engine's backend the current one of the thread: an engine is opened right before it is used. */
  open(): Promise<Engine>;
}

/** Is the native library there? Without it the tests of the graph and the eager TensorFlow engine are skipped. */
export const nativeMissing = findNativeAddon() === undefined;

function engineCase(name: 'wasm' | 'graph' | 'tensorflow', precision: Precision): EngineCase {
  const missing = name !== 'wasm' && nativeMissing;
  const reason = missing ? ' (skipped: the native library is not set up)' : '';
  return {
    title: `${name} ${precision}${reason}`,
    name,
    precision,
    missing,
    open: async () => (precision === 'float64' ? openFloat64() : openEngine({ name, precision })),
  };
}

/** Not offered to users; here to tell rounding from mistakes. */
async function openFloat64(): Promise<Engine> {
  const { binding, version } = await loadTensorFlow();
  const description = { name: 'graph', precision: 'float64', versions: { tensorflow: version } } as const;
  return createGraphEngine(description, createGraphLoader(binding));
}

export const wasm = engineCase('wasm', 'float32');
export const graph = engineCase('graph', 'float32');
export const graphBfloat16 = engineCase('graph', 'bfloat16');
export const graphFloat64 = engineCase('graph', 'float64');
export const tensorflow = engineCase('tensorflow', 'float32');

/** All that compute in float32. */
export const float32Engines: readonly EngineCase[] = [wasm, graph, tensorflow];
