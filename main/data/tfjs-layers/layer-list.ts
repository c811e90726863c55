import { isRecord, type ModelJson } from './model-json.ts';
import { invalidTfjs, unsupportedLayer } from './tfjs-error.ts';

/** One layer of a Keras model as the file has it. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers it reads; none for the input */
  readonly inputs: readonly string[];
  /** From 1, in the file */
  readonly position: number;
}

export interface KerasGraph {
  /** In the file's order */
  readonly layers: readonly KerasLayer[];
  /** Name of the layer that gives the logits */
  readonly output: string;
}

const maximumLayers = 20_000;

/**
 * The layers of a Sequential or functional model with what each reads, whether Keras 2, Keras 3 or tfjs wrote it.
 *
 * @throws LabError `invalid-weights-file` for another kind of model, several inputs or outputs, a layer that is used twice
 */
export function layerList({ className, config }: ModelJson, path: string): KerasGraph {
  const written = Array.isArray(config) ? config : isRecord(config) ? config.layers : undefined;
  if (!Array.isArray(written) || written.length === 0) throw invalidTfjs(path, 'describes a model without layers');
  if (written.length > maximumLayers) throw invalidTfjs(path, `describes more than ${maximumLayers} layers`);
  const described = written.map((layer: unknown, index) => describedLayer(layer, index + 1, path));
  if (className === 'Sequential') return sequential(described);
  if (className === 'Functional' || className === 'Model') return functional(described, config, path);
  throw invalidTfjs(path, `describes a model of the class ${className}, neither Sequential nor functional`);
}

type Described = Omit<KerasLayer, 'inputs'> & { readonly inbound: unknown };

function describedLayer(layer: unknown, position: number, path: string): Described {
  const config = isRecord(layer) && isRecord(layer.config) ? layer.config : undefined;
  if (!isRecord(layer) || typeof layer.class_name !== 'string' || config === undefined) {
    throw invalidTfjs(path, `describes no layer in place ${position}`);
  }
  const name = typeof layer.name === 'string' ? layer.name : config.name;
  if (typeof name !== 'string') throw invalidTfjs(path, `gives its layer in place ${position} no name`);
  return { className: layer.class_name, name, config, position, inbound: layer.inbound_nodes ?? layer.inboundNodes };
}

function sequential(described: readonly Described[]): KerasGraph {
  const layers = described.map(({ inbound: _, ...layer }, index): KerasLayer => ({
    ...layer,
    inputs: index === 0 ? [] : [described[index - 1]!.name],
  }));
  return { layers, output: layers.at(-1)!.name };
}

function functional(described: readonly Described[], config: unknown, path: string): KerasGraph {
  const layers = described.map(({ inbound, ...layer }): KerasLayer => {
    const calls = Array.isArray(inbound) ? inbound : [];
    if (calls.length > 1)
      throw unsupportedLayer(
        path,
        `The layer "${layer.name}" (number ${layer.position}) is used ${calls.length} times`,
      );
    return { ...layer, inputs: calls.flatMap(namesOfCall) };
  });
  const outputs = isRecord(config) ? namesOfCall(config.output_layers ?? config.outputLayers) : [];
  if (outputs.length !== 1) throw invalidTfjs(path, `has ${outputs.length} outputs; a classifier has one`);
  return { layers, output: outputs[0]! };
}

/**
 * Names of the layers that a call reads: Keras 2 writes `[[name, 0, 0, {}], ...]`, Keras 3 tensors with a `keras_history`
 * somewhere among the arguments.
 */
function namesOfCall(call: unknown): readonly string[] {
  if (Array.isArray(call)) {
    const isReference = typeof call[0] === 'string' && typeof call[1] === 'number' && typeof call[2] === 'number';
    return isReference ? [call[0] as string] : call.flatMap(namesOfCall);
  }
  if (!isRecord(call)) return [];
  if (call.class_name === '__keras_tensor__' && isRecord(call.config)) return namesOfCall(call.config.keras_history);
  return namesOfCall(call.args);
}

/** Layers so that each comes after those it reads. */
export function inOrder({ layers, output }: KerasGraph, path: string): readonly KerasLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  if (byName.size < layers.length) throw invalidTfjs(path, 'gives two layers the same name');
  const done = new Set<string>();
  const order: KerasLayer[] = [];
  // Depth first without recursion: a chain may be thousands of layers long
  const open = [{ name: output, entered: false }];
  const above = new Set<string>();
  while (open.length > 0) {
    const { name, entered } = open.pop()!;
    if (done.has(name)) continue;
    const layer = byName.get(name);
    if (layer === undefined) throw invalidTfjs(path, `reads the layer "${name}", which is not in it`);
    if (entered) {
      done.add(name);
      above.delete(name);
      order.push(layer);
      continue;
    }
    if (above.has(name)) throw invalidTfjs(path, `has the layer "${name}" read its own output`);
    above.add(name);
    open.push({ name, entered: true }, ...layer.inputs.toReversed().map((input) => ({ name: input, entered: false })));
  }
  return order;
}
