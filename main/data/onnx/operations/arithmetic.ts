import { listed } from '../onnx-error.ts';
import { asFeature, fileShape, ownAxis } from '../features.ts';
import type { Constant, Feature, Value } from '../graph-values.ts';
import { intAttribute, nameOf, type NodeCall, refusal } from '../node-call.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';
import { adjusted, productOfParts } from './activations.ts';
import { vector } from './layer-parameters.ts';

const isConstant = (value: Value | undefined): value is Constant => value?.kind === 'constant';

function operands(call: NodeCall): readonly [Value, Value] {
  const [left, right, ...more] = call.inputs;
  if (left === undefined || right === undefined || more.length > 0) throw refusal(call, 'It does not have two inputs');
  return [left, right];
}

/** A layer that adds or multiplies features of one rank; shorter axes of length 1 broadcast. */
function joined(call: NodeCall, op: 'add' | 'multiply', values: readonly Value[]): Feature {
  const features = values.map((value) => asFeature(call, value));
  if (new Set(features.map(({ shape }) => shape.length)).size > 1) {
    throw refusal(call, 'It combines images with vectors', 'Keep one axis for rows and one for columns, of length 1.');
  }
  return call.assembly.append({ op, name: nameOf(call), inputs: features.map(({ node }) => node) });
}

/** Add: of features a layer, of one constant a channel the bias of the layer before, of one number a part of an activation. */
export function add(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (!isConstant(left) && !isConstant(right)) return joined(call, 'add', [left, right]);
  const [value, constant] = isConstant(left) ? [right, left] : [left, right as Constant];
  return withBias(call, value, constant.tensor) ?? shifted(call, value, constant.tensor, 1);
}

export function subtract(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (!isConstant(right)) throw refusal(call, 'Differences have a layer only where a constant is subtracted');
  return shifted(call, left, right.tensor, -1);
}

/** Sum: of any number of features. */
export function sum(call: NodeCall): Value {
  const values = call.inputs.filter((value) => value !== undefined);
  return values.length === 1 ? values[0]! : joined(call, 'add', values);
}

export function multiply(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (isConstant(right)) return scaled(call, left, right.tensor, 1);
  if (isConstant(left)) return scaled(call, right, left.tensor, 1);
  return productOfParts(call, left, right) ?? joined(call, 'multiply', [left, right]);
}

export function divide(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (!isConstant(right)) throw refusal(call, 'Quotients have a layer only where the divisor is a constant');
  return scaled(call, left, right.tensor, -1);
}

/** A constant of one value a channel, added right after a convolution or matrix product that has no bias yet. */
function withBias(call: NodeCall, value: Value, tensor: OnnxTensor): Feature | undefined {
  if (value.kind !== 'feature' || call.readers[call.inputs.indexOf(value)] !== 1) return undefined;
  const node = call.assembly.nodeOf(value);
  if (node === undefined || (node.op !== 'linear' && node.op !== 'convolution')) return undefined;
  if (node.parameters.bias !== undefined || tensor.values.length === 1) return undefined;
  const [channels, ...pixels] = fileShape(value);
  const dims = [...Array<number>(Math.max(0, pixels.length + 1 - tensor.dims.length)).fill(1), ...tensor.dims];
  const isByChannel = dims.at(-1 - pixels.length) === channels && tensor.values.length === channels;
  if (!isByChannel) return undefined;
  const bias = `${node.name}.bias`;
  const parameter = { kind: 'bias', ...vector(call, 'bias', tensor, channels) } as const;
  return call.assembly.replace({ ...node, parameters: { ...node.parameters, bias } }, { [bias]: parameter });
}

function shifted(call: NodeCall, value: Value, tensor: OnnxTensor, sign: 1 | -1): Value {
  const number = onlyNumber(call, tensor, 'adds');
  return combinedWith(call, value, 1, sign * number);
}

function scaled(call: NodeCall, value: Value, tensor: OnnxTensor, power: 1 | -1): Value {
  const number = onlyNumber(call, tensor, 'multiplies by');
  return combinedWith(call, value, power === 1 ? number : 1 / number, 0);
}

function onlyNumber(call: NodeCall, { dims, values }: OnnxTensor, verb: string): number {
  if (values.length === 1) return values[0]!;
  throw refusal(
    call,
    `It ${verb} a constant of shape ${listed(dims)}, for which there is no layer here`,
    'Leave such scaling (of the input, for example) out of the exported network, or make it a batch normalisation.',
  );
}

function combinedWith(call: NodeCall, value: Value, factor: number, offset: number): Value {
  if (factor === 1 && offset === 0) return value;
  if (value.kind === 'activation-part') return adjusted(call, value, factor, offset);
  return { kind: 'activation-part', form: 'affine', of: asFeature(call, value), name: call.name, factor, offset };
}

/** Concat along any axis but that of the images. */
export function concat(call: NodeCall): Value {
  const features = call.inputs.map((value) => {
    if (value === undefined) throw refusal(call, 'One of its inputs is left out');
    return asFeature(call, value);
  });
  const [first] = features;
  if (first === undefined) throw refusal(call, 'It has no input');
  const axis = ownAxis(call, first, intAttribute(call, 'axis') ?? 1);
  return call.assembly.append({ op: 'concat', name: nameOf(call), inputs: features.map(({ node }) => node), axis });
}
