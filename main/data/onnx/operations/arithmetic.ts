import { asFeature, ownAxis } from '../features.ts';
import type { Constant, Feature, Value } from '../graph-values.ts';
import { intAttribute, nameOf, type NodeCall, refusal } from '../node-call.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';
import { adjusted, productOfParts } from './activations.ts';
import { channelAffine, isByChannel } from './channel-affine.ts';
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
  return withBias(call, value, constant.tensor) ?? combinedWith(call, value, 1, constant.tensor);
}

export function subtract(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (isConstant(left)) return combinedWith(call, right, -1, left.tensor);
  if (!isConstant(right)) throw refusal(call, 'Differences have a layer only where one of the two is a constant');
  return combinedWith(
    call,
    left,
    1,
    mapped(right.tensor, (value) => -value),
  );
}

/** Sum: of any number of features. */
export function sum(call: NodeCall): Value {
  const values = call.inputs.filter((value) => value !== undefined);
  return values.length === 1 ? values[0]! : joined(call, 'add', values);
}

export function multiply(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (isConstant(right)) return combinedWith(call, left, right.tensor, 0);
  if (isConstant(left)) return combinedWith(call, right, left.tensor, 0);
  return productOfParts(call, left, right) ?? joined(call, 'multiply', [left, right]);
}

export function divide(call: NodeCall): Value {
  const [left, right] = operands(call);
  if (!isConstant(right)) throw refusal(call, 'Quotients have a layer only where the divisor is a constant');
  return combinedWith(
    call,
    left,
    mapped(right.tensor, (value) => 1 / value),
    0,
  );
}

/** A constant of one value a channel, added right after a convolution or matrix product that has no bias yet. */
function withBias(call: NodeCall, value: Value, tensor: OnnxTensor): Feature | undefined {
  if (value.kind !== 'feature' || call.readers[call.inputs.indexOf(value)] !== 1) return undefined;
  const node = call.assembly.nodeOf(value);
  if (node === undefined || (node.op !== 'linear' && node.op !== 'convolution')) return undefined;
  if (node.parameters.bias !== undefined || tensor.values.length === 1) return undefined;
  const channels = value.shape.at(-1)!;
  if (!isByChannel(value, tensor)) return undefined;
  const bias = `${node.name}.bias`;
  const parameter = { kind: 'bias', ...vector(call, 'bias', tensor, channels) } as const;
  return call.assembly.replace({ ...node, parameters: { ...node.parameters, bias } }, { [bias]: parameter });
}

/** factor x + offset; of one number a part of an activation perhaps, of one for each channel a layer. */
function combinedWith(call: NodeCall, value: Value, factor: OnnxTensor | number, offset: OnnxTensor | number): Value {
  const numbers = [factor, offset].map((operand) => (typeof operand === 'number' ? operand : onlyNumber(operand)));
  const [times, plus] = numbers;
  if (value.kind === 'channel-affine' || times === undefined || plus === undefined) {
    return channelAffine(call, value, factor, offset);
  }
  if (times === 1 && plus === 0) return value;
  if (value.kind === 'activation-part') return adjusted(call, value, times, plus);
  return {
    kind: 'activation-part',
    form: 'affine',
    of: asFeature(call, value),
    name: call.name,
    factor: times,
    offset: plus,
  };
}

const onlyNumber = ({ values }: OnnxTensor): number | undefined => (values.length === 1 ? values[0] : undefined);

function mapped(tensor: OnnxTensor, change: (value: number) => number): OnnxTensor {
  return { ...tensor, type: 'double', values: Float64Array.from(tensor.values, change) };
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
