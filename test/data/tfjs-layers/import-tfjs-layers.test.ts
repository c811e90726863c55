import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importTfjsLayers } from '../../../main/data/tfjs-layers/import-tfjs-layers.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import {
  loadKeras,
  savedModel,
  scatteredValues,
  scatterWeights,
  writeModel,
  type SavedModel,
} from '../../support/keras-models.ts';
import { fuzz } from '../../support/fuzz.ts';
import { referenceOps } from '../../support/reference-ops.ts';
import { tensor } from '../../support/reference-tensor.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

const keras = await loadKeras();
const title = 'a tfjs layers model (skipped without tfjs-layers)';

/** Logits of what was imported, in float64 plain loops. */
function logitsOf(path: string, images: Float32Array, count: number): number[] {
  const { network, parameters } = importTfjsLayers(path);
  const held = Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [name, tensor(values, network.parameters[name]!.shape)]),
  );
  const input = tensor(images, [count, ...network.inputShape]);
  return [...forwardPass(referenceOps, network, held, input, { batchStatistics: new Set() }).output.values];
}

type Layers = NonNullable<typeof keras>['layers'];

/** Everything with a trap in it: same padding at stride 2, a Dense after Flatten, batch-norm of a flattened image. */
function sequential({ layers, sequential: make }: Layers) {
  return make({
    layers: [
      layers.conv2d({
        inputShape: [9, 7, 3],
        filters: 4,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
      }),
      layers.batchNormalization({ epsilon: 0.01, momentum: 0.9 }),
      layers.depthwiseConv2d({ kernelSize: [3, 2], depthMultiplier: 2, padding: 'same', dilationRate: 1 }),
      layers.maxPooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
      layers.reLU({ maxValue: 6 }),
      layers.flatten(),
      layers.batchNormalization({ scale: false }),
      layers.dropout({ rate: 0.25 }),
      layers.dense({ units: 6, activation: 'tanh' }),
      layers.dense({ units: 5, useBias: false }),
      layers.activation({ activation: 'softmax' }),
    ],
  });
}

function functional(tfl: Layers) {
  const { layers } = tfl;
  const input = tfl.input({ shape: [8, 8, 2] });
  const stem = layers.conv2d({ filters: 6, kernelSize: 3, padding: 'valid', name: 'stem/conv' }).apply(input);
  const left = layers
    .conv2d({ filters: 6, kernelSize: 3, padding: 'same', dilationRate: 2, activation: 'relu' })
    .apply(stem);
  const gate = layers.globalAveragePooling2d({}).apply(stem);
  const shaped = layers.reshape({ targetShape: [1, 1, 6] }).apply(gate);
  const scale = layers.dense({ units: 6, activation: 'sigmoid' }).apply(shaped);
  const scaled = layers.multiply().apply([left, scale]);
  const joined = layers.concatenate().apply([layers.add().apply([scaled, stem]), stem]);
  const pooled = layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(joined);
  const flat = layers.flatten().apply(pooled);
  const average = layers.globalAveragePooling2d({}).apply(pooled);
  const both = layers.concatenate().apply([flat, average]);
  return tfl.model({ inputs: input, outputs: layers.dense({ units: 4, activation: 'softmax' }).apply(both) });
}

async function made(
  build: (tfl: Layers) => Layers,
): Promise<{ saved: SavedModel; images: Float32Array; probabilities: number[] }> {
  const { tf, layers } = keras!;
  const model = build(layers);
  scatterWeights(keras!, model);
  const [, ...shape] = model.inputs[0].shape as number[];
  const images = scatteredValues(3 * shape.reduce((product, size) => product * size, 1), 99);
  const predicted = model.predict(tf.tensor(images, [3, ...shape] as [number, number, number, number]));
  return { saved: await savedModel(model), images, probabilities: [...(predicted.dataSync() as Float32Array)] };
}

/** Of rows of logits. */
function softmax(logits: readonly number[], classes: number): number[] {
  return logits.map((value, index) => {
    const row = logits.slice(index - (index % classes), index - (index % classes) + classes);
    const most = Math.max(...row);
    return Math.exp(value - most) / row.reduce((sum, each) => sum + Math.exp(each - most), 0);
  });
}

function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(2e-5);
}

describe.skipIf(keras === undefined)(title, () => {
  test.each([
    ['sequential', sequential, 1, 5],
    ['sequential, its weights in five shards', sequential, 5, 5],
    ['functional', functional, 1, 4],
  ] as const)('gives what tfjs gives: %s', async (_, build, shards, classes) => {
    const { saved, images, probabilities } = await made(build);
    const path = writeModel(temporaryFolder(), saved, shards);
    expectSame(softmax(logitsOf(path, images, 3), classes), probabilities);
  });

  test('says what was left out', async () => {
    const { saved } = await made(sequential);
    const { notes, network } = importTfjsLayers(writeModel(temporaryFolder(), saved));
    expect(notes).toEqual([expect.stringMatching(/^The softmax of "activation_\w+" is left out/)]);
    expect(network.classes).toBe(5);
    expect(network.inputShape).toEqual([9, 7, 3]);
  });

  test('is the same as Keras 3 writes it', async () => {
    const { saved, images, probabilities } = await made(functional);
    const path = writeModel(temporaryFolder(), { ...saved, json: asKeras3(saved.json) });
    expectSame(softmax(logitsOf(path, images, 3), 4), probabilities);
  });

  test('has its numbers again when they were stored as bytes', async () => {
    const { saved } = await made(sequential);
    const [path, plain] = [quantised(saved), saved].map((each) => writeModel(temporaryFolder(), each));
    const [first, second] = [importTfjsLayers(path!), importTfjsLayers(plain!)];
    expect(first.notes[0]).toMatch(/^\d+ weights that were stored in fewer than 32 bits/);
    for (const [name, values] of Object.entries(second.parameters)) {
      const far = Math.max(...values.map((value, index) => Math.abs(value - first.parameters[name]![index]!)));
      expect(far).toBeLessThan(0.01);
    }
  });

  test('names the layer it does not have, its class and its place', async () => {
    const { saved } = await made(sequential);
    const path = changed(writeModel(temporaryFolder(), saved), (json) => {
      layersOf(json)[2]!.class_name = 'LayerNormalization';
    });
    expect(labErrorOf(() => importTfjsLayers(path), 'invalid-weights-file').message).toMatch(
      /The layer "\w+" \(LayerNormalization, number 3\) is of a class that is not supported\.$/,
    );
  });

  test.each([
    ['../up.bin'],
    ['/etc/passwd'],
    ['a/../../up.bin'],
    ['..\\up.bin'],
    ['C:/up.bin'],
    ['a//b.bin'],
    ['https://example.org/w.bin'],
  ])('reads no weights from %s', async (shard) => {
    const { saved } = await made(sequential);
    const path = changed(writeModel(temporaryFolder(), saved), (json) => {
      json.weightsManifest[0]!.paths = [shard];
    });
    expect(labErrorOf(() => importTfjsLayers(path), 'invalid-weights-file').message).toContain('not one beside it');
  });

  test.each([
    ['a shard that is cut', 'needs', (folder: string) => cut(join(folder, 'group1-shard1of1.bin'))],
    ['JSON that is cut', 'is not JSON', (folder: string) => cut(join(folder, 'model.json'))],
  ] as const)('refuses %s', async (_, words, damage) => {
    const { saved } = await made(sequential);
    const path = writeModel(temporaryFolder(), saved);
    damage(dirname(path));
    expect(labErrorOf(() => importTfjsLayers(path), 'invalid-weights-file').message).toContain(words);
  });

  test('500 damaged models are refused or read', async () => {
    const { saved } = await made(functional);
    const folder = temporaryFolder();
    const path = writeModel(folder, saved);
    const { refused } = await fuzz(readFileSync(path), (bytes) => {
      writeFileSync(path, bytes);
      importTfjsLayers(path);
    });
    expect(refused).toBeGreaterThan(250);
  });

  test('allocates nothing that a hostile file announces', async () => {
    const { saved } = await made(sequential);
    const path = changed(writeModel(temporaryFolder(), saved), (json) => {
      (json.weightsManifest[0]!.weights[0] as { shape: number[] }).shape = [20_000, 20_000];
    });
    expect(labErrorOf(() => importTfjsLayers(path), 'invalid-weights-file').message).toMatch(/needs \d+ bytes/);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

function layersOf(json: Json): Json[] {
  const { config } = json.modelTopology.model_config ?? json.modelTopology;
  return Array.isArray(config) ? config : config.layers;
}

function changed(path: string, change: (json: Json) => void): string {
  const json = JSON.parse(readFileSync(path, 'utf8')) as Json;
  change(json);
  writeFileSync(path, JSON.stringify(json));
  return path;
}

function cut(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 7));
}

/** `batch_shape`, and calls whose tensors say where they come from. */
function asKeras3(written: Json): Json {
  const json = JSON.parse(JSON.stringify(written)) as Json;
  const { model_config: inner, ...topology } = json.modelTopology;
  const { class_name, config } = inner ?? topology;
  for (const layer of config.layers) {
    if (layer.config.batch_input_shape !== undefined) {
      layer.config.batch_shape = layer.config.batch_input_shape;
      delete layer.config.batch_input_shape;
    }
    const tensors = layer.inbound_nodes.flat().map(([name, node, place]: [string, number, number]) => ({
      class_name: '__keras_tensor__',
      config: { shape: [null], dtype: 'float32', keras_history: [name, node, place] },
    }));
    layer.inbound_nodes = tensors.length === 0 ? [] : [{ args: tensors.length > 1 ? [tensors] : tensors, kwargs: {} }];
  }
  config.output_layers = config.output_layers[0];
  config.input_layers = config.input_layers[0];
  return {
    ...json,
    modelTopology: {
      keras_version: '3.4.1',
      backend: 'tensorflow',
      model_config: { class_name: 'Functional', config },
    },
    class_name,
  };
}

/** Each weight as 8-bit codes with a scale and a minimum, as the converter's --quantize_uint8 writes them. */
function quantised({ json, weights }: SavedModel): SavedModel {
  const [group] = json.weightsManifest as [Json];
  const values = new Float32Array(Uint8Array.from(weights).buffer);
  let begin = 0;
  const coded = group.weights.map((entry: { name: string; shape: number[] }) => {
    const count = entry.shape.reduce((product, size) => product * size, 1);
    const own = values.subarray(begin, begin + count);
    begin += count;
    const min = Math.min(...own);
    const scale = (Math.max(...own) - min) / 255 || 1;
    return {
      entry: { ...entry, dtype: 'float32', quantization: { dtype: 'uint8', scale, min, original_dtype: 'float32' } },
      codes: Uint8Array.from(own, (value) => Math.round((value - min) / scale)),
    };
  });
  return {
    json: { ...json, weightsManifest: [{ paths: [], weights: coded.map(({ entry }: Json) => entry) }] },
    weights: Buffer.concat(coded.map(({ codes }: Json) => codes)),
  };
}
