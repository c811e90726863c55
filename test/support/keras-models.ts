import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Core from '@tensorflow/tfjs-core';

// tfjs-layers is here with TensorFlow's own packages, where those are installed; its types would be one more dependency
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Layers = any;

const require = createRequire(import.meta.url);

export interface Keras {
  readonly tf: typeof Core;
  readonly layers: Layers;
}

/** tfjs-layers on tfjs's plain backend; undefined where it is not installed. */
export async function loadKeras(): Promise<Keras | undefined> {
  try {
    const tf = require('@tensorflow/tfjs-core') as typeof Core;
    require('@tensorflow/tfjs-backend-cpu');
    const layers = require('@tensorflow/tfjs-layers') as Layers;
    await tf.setBackend('cpu');
    return { tf, layers };
  } catch {
    return undefined;
  }
}

export interface SavedModel {
  /** As `model.json` has it */
  readonly json: { modelTopology: Record<string, unknown>; weightsManifest: { paths: string[]; weights: unknown[] }[] };
  readonly weights: Uint8Array;
}

/** What `model.save` writes, in memory. */
export async function savedModel(model: Layers): Promise<SavedModel> {
  let saved: SavedModel | undefined;
  await model.save({
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    save(artifacts: any) {
      const { modelTopology, weightSpecs, weightData } = artifacts;
      const json = {
        format: 'layers-model',
        modelTopology,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      };
      const parts = Array.isArray(weightData) ? weightData : [weightData];
      saved = { json, weights: Buffer.concat(parts.map((part: ArrayBuffer) => Buffer.from(part))) };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  return saved!;
}

/** Writes a model, its weights cut into shards. @returns the path of its `model.json` */
export function writeModel(folder: string, { json, weights }: SavedModel, shards = 1): string {
  mkdirSync(folder, { recursive: true });
  const size = Math.ceil(weights.length / shards);
  const paths = Array.from({ length: shards }, (_, index) => `group1-shard${index + 1}of${shards}.bin`);
  paths.forEach((path, index) => writeFileSync(join(folder, path), weights.subarray(index * size, (index + 1) * size)));
  const [group] = json.weightsManifest;
  const path = join(folder, 'model.json');
  writeFileSync(path, JSON.stringify({ ...json, weightsManifest: [{ ...group, paths }] }));
  return path;
}

/** Values in [-1, 1) that look like noise and are the same everywhere. */
export function scatteredValues(count: number, seed = 1): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => {
    let x = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Gives every weight of a model values of its own; variances and scales stay positive. */
export function scatterWeights({ tf }: Keras, model: Layers): void {
  const weights = model.weights as { name: string; shape: number[]; write(value: Core.Tensor): void }[];
  weights.forEach((weight, index) => {
    const { name, shape } = weight;
    const count = shape.reduce((product, size) => product * size, 1);
    const isPositive = /moving_variance|gamma/.test(name);
    const values = scatteredValues(count, index + 1).map((value) => (isPositive ? 1 + value / 2 : value / 3));
    weight.write(tf.tensor(values, shape));
  });
}
