import { pathToFileURL } from 'node:url';
import { serializeError } from '../../contract/errors.ts';
import { ownerChannel } from '../processes/owner-channel.ts';
import { loadCpu } from './cpu.ts';
import type { BackendName, ProbeMessage } from './probe.ts';
import { loadTensorFlow } from './tensorflow-native.ts';
import type { TensorFlowCore } from './tensorflow-core.ts';
import { loadWasm } from './wasm.ts';

interface LoadedBackend {
  readonly tf: TensorFlowCore;
  readonly version: string;
}

const loaders: Readonly<Record<BackendName, () => Promise<LoadedBackend>>> = {
  tensorflow: loadTensorFlow,
  wasm: loadWasm,
  cpu: loadCpu,
};

/** Loads one backend in this process and multiplies two small matrices on it. */
export async function probeHere(name: BackendName): Promise<ProbeMessage> {
  try {
    const { tf, version } = await loaders[name]();
    const product = tf.matMul([[1, 2, 3]], [[4], [5], [6]]).dataSync()[0];
    return { version, product: product ?? Number.NaN };
  } catch (error) {
    return { error: serializeError(error) };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const owner = ownerChannel();
  owner?.onGone(() => process.exit(0));
  owner?.send(await probeHere(process.argv[2] as BackendName));
}
