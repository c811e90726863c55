import { encodeMessage } from '../../../main/data/onnx/encode-message.ts';
import {
  attributeType,
  type AttributeMessage,
  elementType,
  modelSchema,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from '../../../main/data/onnx/onnx-messages.ts';
import { integerTensor, tensorMessage } from '../../../main/data/onnx/export-tensors.ts';

/** A model in the few words that a test needs. */
export interface ModelInWords {
  readonly nodes: readonly NodeMessage[];
  readonly weights?: readonly Partial<TensorMessage>[];
  /** Of the input `x`; a text is an open size */
  readonly input?: readonly (number | string)[];
  readonly output?: string;
  readonly opset?: number;
  readonly graph?: object;
  readonly model?: object;
}

export function value(name: string, shape: readonly (number | string)[]): ValueInfoMessage {
  const dim = shape.map((size) => (typeof size === 'number' ? { value: size } : { parameter: size }));
  return { name, type: { tensor: { elementType: elementType.float, shape: { dim } } } };
}

export function modelFile(words: ModelInWords): Uint8Array {
  const { nodes, weights = [], input = ['batch', 2, 4, 4], output = 'y', opset = 17, graph, model } = words;
  return encodeMessage(modelSchema, {
    irVersion: 8,
    opsetImport: [{ version: opset }],
    graph: {
      node: nodes,
      name: 'words',
      initializer: weights,
      input: [value('x', input)],
      output: [value(output, ['batch', 3])],
      ...graph,
    },
    ...model,
  });
}

type Attribute = number | readonly number[] | string;

function attribute(name: string, given: Attribute): AttributeMessage {
  const none = { name, floats: [], ints: [] };
  if (typeof given === 'string') return { ...none, type: attributeType.text, s: new TextEncoder().encode(given) };
  if (typeof given !== 'number') return { ...none, type: attributeType.ints, ints: given };
  const isWhole =
    Number.isInteger(given) && !['alpha', 'beta', 'ratio', 'min', 'max', 'value', 'epsilon'].includes(name);
  return isWhole ? { ...none, type: attributeType.int, i: given } : { ...none, type: attributeType.float, f: given };
}

/** @param inputs and output separated by spaces, `-` for one that is left out */
export function node(
  opType: string,
  inputs: string,
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): NodeMessage {
  return {
    opType,
    name: `${opType.toLowerCase()}-of-${output.split(' ')[0]}`,
    input: inputs.split(' ').flatMap((name) => (name === '' ? [] : [name === '-' ? '' : name])),
    output: output.split(' '),
    attribute: Object.entries(attributes).map(([name, given]) => attribute(name, given)),
  };
}

/** A float32 tensor of 0.1, 0.2, ... */
export function floats(name: string, ...dims: readonly number[]): TensorMessage {
  const size = dims.reduce((product, length) => product * length, 1);
  return tensorMessage(
    name,
    'float',
    dims,
    Float32Array.from({ length: size }, (_, index) => (index + 1) / 10),
  );
}

export function numbers(name: string, ...values: readonly number[]): TensorMessage {
  return tensorMessage(name, 'float', values.length === 1 ? [] : [values.length], Float32Array.from(values));
}

export const whole = (name: string, ...values: readonly number[]): TensorMessage => integerTensor(name, values);

/** Flatten and a matrix product to 3 classes, from `from` with `size` values for each image. */
export function head(from: string, size: number): Pick<ModelInWords, 'nodes' | 'weights'> {
  return {
    nodes: [node('Flatten', from, 'flat'), node('MatMul', 'flat head.weight', 'y')],
    weights: [floats('head.weight', size, 3)],
  };
}
