import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Binding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_INT32: number;
  readonly TF_FLOAT: number;
}

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

interface Tensorflow {
  tensor1d(values: readonly number[], dtype: string): Tensor;
  backend(): {
    readonly binding: Binding;
    executeSingleOutput(
      name: string,
      attributes: readonly { readonly name: string; readonly type: number; readonly value: number }[],
      inputs: readonly Tensor[],
    ): Tensor;
  };
}

export interface StatelessOperations {
  run(operation: string, size: number, seed: readonly [number, number]): Float32Array;
}

/** TensorFlow's own stateless generators, or undefined when tfjs-node's addon is not there. */
export async function openTensorflow(): Promise<StatelessOperations | undefined> {
  let folder: string;
  try {
    folder = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json');
  } catch {
    return undefined;
  }
  if (!existsSync(new URL('lib/napi-v8/tfjs_binding.node', `file://${folder}`))) return undefined;
  // tfjs-node 4.22 calls two functions that Node 23 removed.
  const util = process.getBuiltinModule('node:util') as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value == null;
  util['isArray'] ??= Array.isArray;
  const name = '@tensorflow/tfjs-node';
  const loaded = (await import(name)) as Tensorflow & { readonly default?: Tensorflow };
  const tensorflow = loaded.default ?? loaded;
  const backend = tensorflow.backend();
  const { TF_ATTR_TYPE: type, TF_INT32: int32, TF_FLOAT: float } = backend.binding;
  return {
    run(operation, size, seed) {
      const inputs = [tensorflow.tensor1d([size], 'int32'), tensorflow.tensor1d(seed, 'int32')];
      const attributes = [
        { name: 'T', type, value: int32 },
        { name: 'dtype', type, value: float },
        { name: 'Tseed', type, value: int32 },
      ];
      const output = backend.executeSingleOutput(operation, attributes, inputs);
      const values = output.dataSync();
      [...inputs, output].forEach((tensor) => tensor.dispose());
      return values;
    },
  };
}
