import type { Shape } from '../../lab/ops/ops.ts';
import { INPUT_NAME } from '../../lab/network/network.ts';
import type { NetworkNode, ParameterKind, ParameterSpecification } from '../../lab/network/network.ts';

/** What a layer gives, here: the node, and how its values stand to Keras's. */
export interface Value {
  readonly node: string;
  /** Without the batch: [height, width, channels] or [length] */
  readonly shape: Shape;
  /** Of a flattened image: our place i holds what Keras has at order[i]. Absent where both are the same */
  readonly order?: Int32Array;
}

/** A network while it is written down: nodes with names that are unique, and their parameters. */
export interface NetworkDraft {
  readonly nodes: NetworkNode[];
  readonly specifications: Record<string, ParameterSpecification>;
  readonly parameters: Record<string, Float32Array>;
  /** A name for a node, as near to the wanted one as can be */
  name(wanted: string): string;
  /** Adds a parameter of a node. @returns its name */
  parameter(node: string, suffix: string, kind: ParameterKind, shape: Shape, values: Float32Array): string;
}

export function networkDraft(): NetworkDraft {
  const taken = new Set<string>([INPUT_NAME]);
  const specifications: Record<string, ParameterSpecification> = {};
  const parameters: Record<string, Float32Array> = {};
  return {
    nodes: [],
    specifications,
    parameters,
    name(wanted) {
      const plain = wanted.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.]+(?=.)/, '') || 'layer';
      let name = plain;
      for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`;
      taken.add(name);
      return name;
    },
    parameter(node, suffix, kind, shape, values) {
      const name = `${node}.${suffix}`;
      specifications[name] = { kind, shape };
      parameters[name] = values;
      return name;
    },
  };
}
