import { LabError } from '../../contract/errors.ts';
import type { ParameterSpecification } from '../../lab/network/network.ts';
import type { WeightCodes } from '../../lab/noise/weight-codes.ts';
import { weightToTorch } from '../weights-layout.ts';
import {
  attributeType,
  elementType,
  type ElementTypeName,
  type NodeMessage,
  type TensorMessage,
} from './onnx-messages.ts';

type Values = Float32Array | BigInt64Array | Int8Array | Uint8Array | Int16Array | Uint16Array;

/** A tensor as it lies in the file: little-endian, as every machine is that this project supports. */
export function tensorMessage(
  name: string,
  type: ElementTypeName,
  dims: readonly number[],
  values: Values,
): TensorMessage {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const unused = { floatData: [], int32Data: [], int64Data: [], doubleData: [], uint64Data: [], externalData: [] };
  return { name, dataType: elementType[type], dims, rawData, ...unused };
}

export function floatScalar(name: string, value: number): TensorMessage {
  return tensorMessage(name, 'float', [], Float32Array.of(value));
}

export function integerTensor(name: string, values: readonly number[]): TensorMessage {
  return tensorMessage(name, 'int64', [values.length], BigInt64Array.from(values, BigInt));
}

/** A parameter in ONNX's layout, which is PyTorch's. */
export function parameterTensor(
  name: string,
  { kind, shape }: ParameterSpecification,
  values: Float32Array,
): TensorMessage {
  const weight = weightToTorch(kind, { shape, values });
  return tensorMessage(name, 'float', weight.shape, weight.values);
}

export interface CodedParameter {
  readonly tensors: readonly TensorMessage[];
  /** Gives the parameter under its own name */
  readonly node: NodeMessage;
}

const codeTypes = [
  [Int8Array, 'int8'],
  [Uint8Array, 'uint8'],
  [Int16Array, 'int16'],
  [Uint16Array, 'uint16'],
] as const;

/**
 * A weight as whole numbers, and the node that makes weights of them.
 * @throws LabError `weights-mismatch` unless codes, scales and zero points are as many as the weight needs
 */
export function codedParameter(
  name: string,
  { kind, shape }: ParameterSpecification,
  coded: WeightCodes,
): CodedParameter {
  const channels = shape.at(-1)!;
  const size = shape.reduce((product, length) => product * length, 1);
  const { codes, scale } = coded;
  const zeroPoint = coded.zeroPoint ?? new Int8Array(scale.length);
  const [Codes, type] = codeTypes.find(([candidate]) => codes instanceof candidate)!;
  const isByChannel = scale.length !== 1;
  const isWhole = codes.length === size && (!isByChannel || scale.length === channels);
  if (!isWhole || zeroPoint.length !== scale.length) {
    throw new LabError(
      'weights-mismatch',
      `The ${codes.length} codes and ${scale.length} scales of ${name} do not fit its shape [${shape.join(', ')}].`,
      'Export the network with the codes of its own weights.',
    );
  }
  // Codes of at most 16 bits go through float32 unchanged
  const ordered = weightToTorch(kind, { shape, values: Float32Array.from(codes) });
  const scaleDims = isByChannel ? [channels] : [];
  const part = (suffix: string): string => `${name}/${suffix}`;
  return {
    tensors: [
      tensorMessage(part('codes'), type, ordered.shape, Codes.from(ordered.values)),
      tensorMessage(part('scale'), 'float', scaleDims, scale),
      tensorMessage(part('zero_point'), type, scaleDims, Codes.from(zeroPoint)),
    ],
    node: {
      name: part('dequantize'),
      opType: 'DequantizeLinear',
      input: [part('codes'), part('scale'), part('zero_point')],
      output: [name],
      attribute: isByChannel ? [{ name: 'axis', type: attributeType.int, i: 0, floats: [], ints: [] }] : [],
    },
  };
}
