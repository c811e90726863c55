import type { Shape } from '../ops.ts';
import { attribute, type Attributes, type Emitter, type TensorType } from './emitter.ts';

/** One output of a recorded node. */
export interface GraphTensor extends TensorType {
  readonly node: string;
  readonly index: number;
}

export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  /** `node:index`, or `^node` for a control dependency */
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
  /** The value of a Const node */
  readonly value?: { readonly bytes: Uint8Array; readonly type: TensorType };
  /** Static shape of a Placeholder or a VarHandleOp */
  readonly shape?: Shape;
}

const reference = (tensor: GraphTensor): string => `${tensor.node}:${tensor.index}`;

/** Records operations as graph nodes. Equal operations on equal inputs are recorded once. */
export class GraphEmitter implements Emitter<GraphTensor> {
  readonly nodes: GraphNode[] = [];
  private readonly known = new Map<string, string>();

  typeOf(x: GraphTensor): TensorType {
    return x;
  }

  emit(
    operation: string,
    inputs: readonly GraphTensor[],
    attributes: Attributes,
    outputs: readonly TensorType[],
  ): GraphTensor[] {
    const node = this.add({ operation, inputs: inputs.map(reference), attributes });
    return outputs.map(({ shape, type }, index) => ({ node, index, shape, type }));
  }

  constant(values: Float32Array | Int32Array, type: TensorType): GraphTensor {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    const node = this.add({
      operation: 'Const',
      inputs: [],
      attributes: { dtype: attribute.type(type.type) },
      value: { bytes, type },
    });
    return { node, index: 0, ...type };
  }

  placeholder(type: TensorType): GraphTensor {
    const node = this.addNew({
      operation: 'Placeholder',
      inputs: [],
      attributes: { dtype: attribute.type(type.type) },
      shape: type.shape,
    });
    return { node, index: 0, ...type };
  }

  /** @returns the name of the handle's node */
  variable(name: string, type: TensorType): string {
    return this.addNew({
      operation: 'VarHandleOp',
      inputs: [],
      attributes: {
        dtype: attribute.type(type.type),
        shared_name: attribute.string(name),
        container: attribute.string(''),
      },
      shape: type.shape,
    });
  }

  readVariable(handle: string, type: TensorType): GraphTensor {
    const attributes = { dtype: attribute.type(type.type) };
    const node = this.addNew({ operation: 'ReadVariableOp', inputs: [`${handle}:0`], attributes });
    return { node, index: 0, ...type };
  }

  /** @returns the name of the assigning node, to be used as a control dependency */
  assignVariable(handle: string, value: GraphTensor, after: readonly GraphTensor[]): string {
    return this.addNew({
      operation: 'AssignVariableOp',
      inputs: [`${handle}:0`, reference(value), ...new Set(after.map((tensor) => `^${tensor.node}`))],
      attributes: { dtype: attribute.type(value.type), validate_shape: attribute.bool(false) },
    });
  }

  afterNodes(x: GraphTensor, nodes: readonly string[]): GraphTensor {
    const inputs = [reference(x), ...nodes.map((node) => `^${node}`)];
    const node = this.addNew({ operation: 'Identity', inputs, attributes: { T: attribute.type(x.type) } });
    return { ...x, node, index: 0 };
  }

  private add(node: Omit<GraphNode, 'name'>): string {
    const value = node.value && `${node.value.type.shape}|${node.value.bytes.join()}`;
    const key = JSON.stringify([node.operation, node.inputs, node.attributes, value]);
    let name = this.known.get(key);
    if (name === undefined) {
      name = this.addNew(node);
      this.known.set(key, name);
    }
    return name;
  }

  private addNew(node: Omit<GraphNode, 'name'>): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, ...node });
    return name;
  }
}
