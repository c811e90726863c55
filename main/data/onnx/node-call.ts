import { LabError } from '../../contract/errors.ts';
import type { ActivationName } from '../../lab/network/network.ts';
import type { Feature, Value } from './graph-values.ts';
import type { NetworkAssembly } from './network-assembly.ts';
import { layerName } from './layer-names.ts';
import { invalidOnnx, quoted } from './onnx-error.ts';
import { attributeType, type AttributeMessage, type NodeMessage } from './onnx-messages.ts';
import { readTensor } from './read-tensor.ts';
import type { OnnxTensor } from './onnx-tensor.ts';

/** One node of the file with what its inputs stand for. */
export interface NodeCall {
  readonly operation: string;
  /** The node's own, or that of its output */
  readonly name: string;
  /** From 1, as in the file */
  readonly position: number;
  readonly nodeCount: number;
  /** Undefined for inputs that are left out */
  readonly inputs: readonly (Value | undefined)[];
  /** How many nodes read each input, the output of the graph included */
  readonly readers: readonly number[];
  readonly attributes: ReadonlyMap<string, AttributeMessage>;
  /** Version of the operators */
  readonly opset: number;
  /** Images the file is made for; undefined where it leaves them open */
  readonly batch: number | undefined;
  readonly assembly: NetworkAssembly;
}

/** Carries a node over: a layer of ours, a constant, or a part of a layer. */
export type Operation = (call: NodeCall) => Value;

/** For example: node 12 of 87, "/layer1/pool/MaxPool" (MaxPool) */
export function nodeTitle(node: NodeMessage, position: number, count: number): string {
  const name = node.name || node.output.find((output) => output !== '') || 'without a name';
  return `node ${position} of ${count}, ${quoted(name)} (${quoted(node.opType ?? '').slice(1, -1)})`;
}

/** The error for a node that has no counterpart here. @param cause a sentence without its full stop */
export function refusal(call: NodeCall, cause: string, nextStep?: string): LabError {
  const { name, operation, position, nodeCount } = call;
  return new LabError(
    'invalid-weights-file',
    `In the ONNX file, node ${position} of ${nodeCount}, ${quoted(name)} (${operation}): ${cause}.`,
    nextStep ?? 'Replace this operation in the network and export it again; docs/networks.md lists what is read.',
  );
}

/** A name for the layer of a node without weights. @param nodeName of another node of the file, where it is not this one's */
export function nameOf(call: NodeCall, nodeName: string = call.name): string {
  return call.assembly.uniqueName(layerName(nodeName), call.position);
}

/** Appends an activation that reads a feature. */
export function activation(call: NodeCall, of: Feature, kind: ActivationName, nodeName?: string): Feature {
  return call.assembly.append({ op: 'activation', activation: kind, name: nameOf(call, nodeName), inputs: [of.node] });
}

export function optionalConstant(call: NodeCall, index: number, what: string): OnnxTensor | undefined {
  const value = call.inputs[index];
  if (value === undefined) return undefined;
  if (value.kind !== 'constant') throw refusal(call, `Its ${what} is computed from the images, and must be a constant`);
  return value.tensor;
}

export function constantAt(call: NodeCall, index: number, what: string): OnnxTensor {
  const tensor = optionalConstant(call, index, what);
  if (tensor === undefined) throw refusal(call, `It has no ${what}`);
  return tensor;
}

/** A scalar constant, or one in an array of its own; undefined where the input is left out. */
export function scalarAt(call: NodeCall, index: number, what: string): number | undefined {
  const tensor = optionalConstant(call, index, what);
  if (tensor === undefined) return undefined;
  if (tensor.values.length !== 1) throw refusal(call, `Its ${what} is not one number`);
  return tensor.values[0];
}

function attribute(call: NodeCall, name: string, type: keyof typeof attributeType): AttributeMessage | undefined {
  const found = call.attributes.get(name);
  if (found !== undefined && found.type !== attributeType[type]) {
    throw invalidOnnx(`is damaged: the attribute ${quoted(name)} of node ${call.position} is not of its type`);
  }
  return found;
}

export function intAttribute(call: NodeCall, name: string): number | undefined {
  const found = attribute(call, name, 'int');
  return found && (found.i ?? 0);
}

export function floatAttribute(call: NodeCall, name: string): number | undefined {
  const found = attribute(call, name, 'float');
  return found && shortestDecimal(found.f ?? 0);
}

export function intsAttribute(call: NodeCall, name: string): readonly number[] | undefined {
  return attribute(call, name, 'ints')?.ints;
}

export function textAttribute(call: NodeCall, name: string): string | undefined {
  const found = attribute(call, name, 'text');
  return found && new TextDecoder().decode(found.s ?? new Uint8Array());
}

/** A tensor within the node; one in another file is refused. */
export function tensorAttribute(call: NodeCall, name: string): OnnxTensor | undefined {
  const found = attribute(call, name, 'tensor')?.t;
  return found && readTensor(found, undefined);
}

/** What was meant by a float32 such as 9.999999747378752e-6: the shortest decimal that is rounded to it, 1e-5. */
export function shortestDecimal(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
