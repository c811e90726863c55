import { INPUT_NAME, parameterNames } from '../../lab/network/network.ts';
import type { Network, NetworkNode, ParameterKind, ParameterSpecification } from '../../lab/network/network.ts';
import { ruleOf } from '../../lab/network/rules/layer-rules.ts';
import { inferShapes, parameterShapes } from '../../lab/network/shapes.ts';
import type { Shape } from '../../lab/ops/ops.ts';
import type { Feature, Value } from './graph-values.ts';
import { invalidOnnx } from './onnx-error.ts';
import { productOf } from './onnx-tensor.ts';

/** Values one node may give for one image: far more than any network for images has, and 0.5 GB of float32. */
const maximumValues = 2 ** 27;

export interface ParameterValues extends ParameterSpecification {
  readonly kind: ParameterKind;
  readonly values: Float32Array;
}

/** A network while it is put together from a file, node by node in the order of the file. */
export class NetworkAssembly {
  readonly input: Feature;
  readonly notes: string[] = [];
  readonly #nodes = new Map<string, NetworkNode>();
  readonly #shapes = new Map<string, Shape>();
  readonly #parameters = new Map<string, ParameterValues>();
  /** Layers that scale and shift by constants, by the values they came of */
  readonly #affine = new Map<Value, Feature>();
  readonly #timesNamed = new Map<string, number>();

  constructor(inputShape: Network['inputShape']) {
    this.input = { kind: 'feature', node: INPUT_NAME, shape: inputShape };
    this.#shapes.set(INPUT_NAME, inputShape);
  }

  /** The node that computes a feature; undefined for the images. */
  nodeOf({ node }: Feature): NetworkNode | undefined {
    return this.#nodes.get(node);
  }

  /** The name itself, or with a number after it where another node has it. */
  uniqueName(name: string, position: number): string {
    const isUsable = name !== '' && name !== INPUT_NAME && !(name in Object.prototype);
    const wanted = isUsable ? name : `layer_${position}`;
    let unique = wanted;
    while (this.#nodes.has(unique)) {
      const times = (this.#timesNamed.get(wanted) ?? 1) + 1;
      this.#timesNamed.set(wanted, times);
      unique = `${wanted}_${times}`;
    }
    return unique;
  }

  /** The layer that scaling and shifting became, where it did. */
  layerOf(value: Value): Feature | undefined {
    return this.#affine.get(value);
  }

  keepLayer(value: Value, layer: Feature): void {
    this.#affine.set(value, layer);
  }

  /** Names of the layers that scale and shift by constants, those that read the images first. */
  get affineLayers(): { readonly ofImages: readonly string[]; readonly others: readonly string[] } {
    const names = [...this.#affine.values()].map(({ node }) => node);
    const ofImages = names.filter((name) => this.#nodes.get(name)!.inputs[0] === INPUT_NAME);
    return { ofImages, others: names.filter((name) => !ofImages.includes(name)) };
  }

  /**
   * Appends a node.
   * @param parameters by the names the node has for them
   * @throws LabError `invalid-specification` for a node that cannot be
   */
  append(node: NetworkNode, parameters: Readonly<Record<string, ParameterValues>> = {}): Feature {
    for (const [name, values] of Object.entries(parameters)) this.#parameters.set(name, values);
    this.#nodes.set(node.name, node);
    return this.#computed(node);
  }

  /** Puts another node of the same name in a node's place, which only the node that is being read may have seen yet. */
  replace(node: NetworkNode, parameters: Readonly<Record<string, ParameterValues>> = {}): Feature {
    return this.append(node, parameters);
  }

  /** @throws LabError `invalid-specification` or `invalid-weights-file` for a network that is none, such as one without a node */
  build(name: string, output: Feature): { network: Network; parameters: Record<string, Float32Array> } {
    const entries = [...this.#parameters];
    const network: Network = {
      name,
      inputShape: this.input.shape as Network['inputShape'],
      classes: output.shape.at(-1)!,
      nodes: [...this.#nodes.values()],
      parameters: Object.fromEntries(entries.map(([key, { kind, shape }]) => [key, { kind, shape }])),
    };
    if (this.#nodes.size === 0) throw invalidOnnx('has no layer between its input and its output');
    inferShapes(network, 1);
    return { network, parameters: Object.fromEntries(entries.map(([key, { values }]) => [key, values])) };
  }

  #computed(node: NetworkNode): Feature {
    const inputs = node.inputs.map((name) => [1, ...this.#shapes.get(name)!]);
    const names = parameterNames(node);
    const parameters = Object.fromEntries(names.map((name) => [name, this.#parameters.get(name)!]));
    const shape = ruleOf(node).shape(node, inputs, parameterShapes({ parameters }, node)).slice(1);
    if (!(productOf(shape) <= maximumValues)) {
      throw invalidOnnx(`has the node ${node.name}, which gives ${productOf(shape)} values for one image`);
    }
    this.#shapes.set(node.name, shape);
    return { kind: 'feature', node: node.name, shape };
  }
}
