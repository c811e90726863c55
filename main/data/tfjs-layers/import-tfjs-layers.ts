import { INPUT_NAME } from '../../lab/network/network.ts';
import { inferShapes } from '../../lab/network/shapes.ts';
import type { ImportedNetwork } from '../network-files/imported-network.ts';
import type { WeightArray } from '../weights-layout.ts';
import type { Conversion } from './conversion.ts';
import { layerConfig, layerTitle, type LayerConfig } from './layer-config.ts';
import { layerConverters } from './layer-converters.ts';
import { inOrder, layerList, type KerasLayer } from './layer-list.ts';
import { readModelJson } from './model-json.ts';
import { networkDraft, type Value } from './network-draft.ts';
import { invalidTfjs, unsupportedLayer } from './tfjs-error.ts';
import { readShards, type ShardedWeights } from './weight-shards.ts';

/** That a layer may read of one image: the order of a flattened one is written down. */
const mostValues = 20_000_000;

/**
 * Reads a tfjs layers model: its `model.json` and the weights beside it. `same` padding is written out in pixels, and what
 * reads a flattened image is reordered, because Keras flattens rows, columns, channels.
 *
 * @throws LabError `missing-file`; `invalid-weights-file` for what is no such model, is damaged, or has a layer that does
 * not exist here, which is named with its class and place
 */
export function importTfjsLayers(path: string): ImportedNetwork {
  const model = readModelJson(path);
  const order = inOrder(layerList(model, path), path);
  for (const layer of order) {
    if (layer.className !== 'InputLayer' && !layerConverters.has(layer.className)) {
      throw unsupportedLayer(path, `${layerTitle(layer)} is of a class that is not supported`);
    }
  }
  const shards = readShards(path, model.manifest);
  const draft = networkDraft();
  const notes =
    shards.quantised > 0
      ? [`${shards.quantised} weights that were stored in fewer than 32 bits are 32-bit numbers again.`]
      : [];
  const weightOf = weightFinder(shards, path);
  const values = new Map<string, Value>();
  let input: Value | undefined;
  const conversion: Conversion = {
    draft,
    notes,
    kerasVersion: model.kerasVersion,
    isOutput: ({ name }) => name === order.at(-1)!.name,
    onlyReader({ name }) {
      const readers = order.filter(({ inputs }) => inputs.includes(name));
      return readers.length === 1 ? readers[0] : undefined;
    },
    optionalWeight: weightOf,
    weight(config, role, shape) {
      const found = weightOf(config.layer, role);
      if (found === undefined) return config.refuse(`has no weight \`${role}\` in the file`);
      if (String(found.shape) === String(shape)) return finite(config, role, found.values);
      return config.refuse(`has a \`${role}\` of the shape [${String(found.shape)}], not [${String(shape)}]`);
    },
  };
  for (const layer of order) {
    const config = layerConfig(layer, path);
    if (layer.inputs.length === 0) {
      if (input !== undefined) throw invalidTfjs(path, 'has several inputs; a classifier of images has one');
      input = { node: INPUT_NAME, shape: inputShape(config) };
      values.set(layer.name, input);
      if (layer.className === 'InputLayer') continue;
    }
    const read = layer.inputs.length === 0 ? [input!] : layer.inputs.map((name) => values.get(name)!);
    const expected = read.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    if (expected > mostValues)
      return config.refuse(`reads ${expected} values an image, more than the ${mostValues} that are allowed`);
    values.set(layer.name, layerConverters.get(layer.className)!(conversion, config, read));
  }
  const output = values.get(order.at(-1)!.name)!;
  return {
    network: finished(path, draft, input!, output),
    parameters: draft.parameters,
    notes,
    format: 'tfjs-layers',
    metadata: {},
  };
}

/** Finds the weight of a layer in some role, whatever scopes stand before: `model/conv2d/kernel:0` is `conv2d/kernel`. */
function weightFinder(
  { weights }: ShardedWeights,
  path: string,
): (layer: KerasLayer, role: string) => WeightArray | undefined {
  const plain = [...weights].map(([name, weight]) => [name.replace(/:\d+$/, ''), weight] as const);
  const exact = new Map(plain);
  if (exact.size < plain.length) throw invalidTfjs(path, 'has two weights of the same name');
  const byEnding = Map.groupBy(plain, ([name]) => name.split('/').slice(-2).join('/'));
  return ({ name: layer }, role) => {
    const key = `${layer}/${role}`;
    const found = exact.get(key);
    if (found !== undefined) return found;
    const ending = key.split('/').slice(-2).join('/');
    const candidates = (byEnding.get(ending) ?? []).filter(([name]) => name.endsWith(`/${key}`));
    if (candidates.length > 1) throw invalidTfjs(path, `has ${candidates.length} weights that could be \`${key}\``);
    return candidates[0]?.[1];
  };
}

function finite(config: LayerConfig, role: string, values: Float32Array): Float32Array {
  const index = values.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? values : config.refuse(`has the value ${values[index]} in its \`${role}\``);
}

/** Keras 2 says `batch_input_shape`, Keras 3 `batch_shape`. */
function inputShape(config: LayerConfig): readonly [number, number, number] {
  const keys = ['batch_input_shape', 'batch_shape'];
  const found = keys.map((key) => config.value(key)).find((shape) => shape !== undefined);
  if (!Array.isArray(found)) return config.refuse('does not say the shape of the images');
  const shape = (found as unknown[]).slice(1);
  const isShape = shape.every((size) => Number.isInteger(size) && (size as number) >= 1 && (size as number) <= 65_536);
  if (!isShape || (shape.length !== 3 && shape.length !== 1)) {
    return config.refuse(
      `reads [${(found as unknown[]).map(String).join(', ')}], not images of a fixed [height, width, channels]`,
    );
  }
  if (shape.length === 1) return config.refuse(`reads vectors of ${String(shape[0])} numbers, not images`);
  return shape as unknown as readonly [number, number, number];
}

function finished(
  path: string,
  { nodes, specifications }: ReturnType<typeof networkDraft>,
  input: Value,
  output: Value,
) {
  const classes = output.shape.at(-1)!;
  const last = nodes.at(-1);
  if (
    last === undefined ||
    output.shape.length !== 1 ||
    classes < 2 ||
    output.order !== undefined ||
    last.name !== output.node
  ) {
    throw invalidTfjs(
      path,
      `ends in [${String(output.shape)}]; a classifier ends in the scores of at least two classes`,
    );
  }
  const network = {
    name: 'tfjs-layers',
    inputShape: input.shape as readonly [number, number, number],
    classes,
    nodes,
    parameters: specifications,
  };
  inferShapes(network, 1);
  return network;
}
