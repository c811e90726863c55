import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { encodeSavedModel, type TensorFlowMessages } from '../../lab/ops/tensorflow/saved-model.ts';
import type { GraphLoader } from '../../lab/ops/tensorflow/graph-engine.ts';
import type { NativeBinding } from './native-binding.ts';
import { requirePackage } from './tensorflow-core.ts';

/** Loads recorded graphs through tfjs-node's SavedModel sessions; the folder TensorFlow reads them from is temporary. */
export function createGraphLoader(binding: NativeBinding): GraphLoader {
  const messages = requirePackage('@tensorflow/tfjs-node/dist/proto/api_pb.js') as TensorFlowMessages;
  return (nodes) => {
    const { bytes, tag } = encodeSavedModel(messages, nodes);
    const model = loadFromBytes(binding, bytes, tag);
    return {
      run(feeds, fetches) {
        const inputs = feeds.map(({ shape, values }) =>
          binding.createTensor(shape, values instanceof Int32Array ? binding.TF_INT32 : binding.TF_FLOAT, values),
        );
        try {
          const outputs = runModel(binding, model, inputs, feeds.map((feed) => feed.name).join(), fetches.join());
          return outputs.map((output) => {
            const values = binding.tensorDataSync(output.id) as Float32Array;
            binding.deleteTensor(output.id);
            return values;
          });
        } finally {
          inputs.forEach((input) => binding.deleteTensor(input));
        }
      },
      dispose: () => binding.deleteSavedModel(model),
    };
  };
}

function loadFromBytes(binding: NativeBinding, bytes: Uint8Array, tag: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    return binding.loadSavedModel(folder, tag);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runModel(binding: NativeBinding, model: number, inputs: number[], inputNames: string, outputNames: string) {
  try {
    return binding.runSavedModel(model, inputs, inputNames, outputNames);
  } catch (error) {
    throw new LabError(
      'engine-failed',
      `TensorFlow could not run the graph: ${error instanceof Error ? error.message : String(error)}`,
      'Run `npm run -s lab -- doctor`, or choose the wasm engine with `engine: { name: wasm }`.',
      { cause: error },
    );
  }
}
