import { float16ToFloat32Bits } from '../tensor-elements.ts';
import { type ExternalData, externalBytes } from './external-data.ts';
import { listed, invalidOnnx, quoted } from './onnx-error.ts';
import { elementType, type ElementTypeName, type TensorMessage } from './onnx-messages.ts';
import { type OnnxTensor, productOf } from './onnx-tensor.ts';

const typeNames = new Map<number, ElementTypeName>(
  Object.entries(elementType).map(([name, number]) => [number, name as ElementTypeName]),
);

const byteLengths: Readonly<Record<ElementTypeName, number>> = {
  float: 4,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  double: 8,
  uint32: 4,
  uint64: 8,
  bfloat16: 2,
};

/** The name of an element type, or undefined where it is not read. */
export function elementTypeName(type: number | undefined): ElementTypeName | undefined {
  return typeNames.get(type ?? 0);
}

/**
 * A tensor of the file with its values: from raw bytes, from the field of its type, or from a file beside it.
 *
 * @param external where the files beside the ONNX file are, undefined where there are none
 * @throws LabError `invalid-weights-file` for an element type that is not read, and unless the values fill the shape exactly
 */
export function readTensor(message: TensorMessage, external: ExternalData | undefined): OnnxTensor {
  const name = quoted(message.name ?? '');
  const type = elementTypeName(message.dataType);
  if (type === undefined) {
    throw invalidOnnx(
      `has the tensor ${name} of element type ${message.dataType ?? 0}, which is not read`,
      'Export the network with float32 weights.',
    );
  }
  if (message.segment !== undefined) throw invalidOnnx(`has the tensor ${name} in segments, which are not read`);
  const { dims } = message;
  if (dims.length > 16 || !dims.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw invalidOnnx(`has the tensor ${name} of the shape ${listed(dims)}`);
  }
  return { type, dims, values: readValues(message, type, productOf(dims), name, external) };
}

function readValues(
  message: TensorMessage,
  type: ElementTypeName,
  count: number,
  name: string,
  external: ExternalData | undefined,
): OnnxTensor['values'] {
  if (message.dataLocation === 1) {
    return decodeBytes(externalBytes(message.externalData, count * byteLengths[type], name, external), type);
  }
  if (message.rawData !== undefined && message.rawData.length > 0) {
    requireCount(message.rawData.length, count * byteLengths[type], 'bytes', name);
    return decodeBytes(message.rawData.slice(), type);
  }
  const field = typedField(message, type);
  requireCount(field.length, count, 'values', name);
  return fromField(field, type);
}

function requireCount(found: number, wanted: number, what: string, name: string): void {
  if (found !== wanted) {
    throw invalidOnnx(`has the tensor ${name} with ${found} ${what} where its shape needs ${wanted}`);
  }
}

/** The field that holds values of a type which are not raw. */
function typedField(message: TensorMessage, type: ElementTypeName): readonly number[] {
  switch (type) {
    case 'float':
      return message.floatData;
    case 'double':
      return message.doubleData;
    case 'int64':
      return message.int64Data;
    case 'uint32':
    case 'uint64':
      return message.uint64Data;
    default:
      return message.int32Data;
  }
}

function fromField(field: readonly number[], type: ElementTypeName): OnnxTensor['values'] {
  if (type === 'float') return Float32Array.from(field);
  if (type === 'float16') return fromHalves(field);
  if (type === 'bfloat16') return fromBits(field, (bits) => bits << 16);
  if (type === 'int8') return Int8Array.from(field);
  return type === 'uint8' ? Uint8Array.from(field) : Float64Array.from(field);
}

/** @param bytes own memory, at the start of its buffer; little-endian, as every machine is that this project supports */
function decodeBytes(bytes: Uint8Array, type: ElementTypeName): OnnxTensor['values'] {
  const buffer = bytes.buffer as ArrayBuffer;
  switch (type) {
    case 'float':
      return new Float32Array(buffer);
    case 'double':
      return new Float64Array(buffer);
    case 'float16':
      return fromHalves(new Uint16Array(buffer));
    case 'bfloat16':
      return fromBits(new Uint16Array(buffer), (bits) => bits << 16);
    case 'int8':
      return new Int8Array(buffer);
    case 'uint8':
      return bytes;
    case 'int16':
      return Float64Array.from(new Int16Array(buffer));
    case 'uint16':
      return Float64Array.from(new Uint16Array(buffer));
    case 'int32':
      return Float64Array.from(new Int32Array(buffer));
    case 'uint32':
      return Float64Array.from(new Uint32Array(buffer));
    case 'bool':
      return Float64Array.from(bytes);
    case 'int64':
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case 'uint64':
      return Float64Array.from(new BigUint64Array(buffer), Number);
  }
}

const fromHalves = (source: ArrayLike<number>): Float32Array => fromBits(source, float16ToFloat32Bits);

function fromBits(source: ArrayLike<number>, convert: (bits: number) => number): Float32Array {
  const bits = new Uint32Array(source.length);
  for (let index = 0; index < source.length; index++) bits[index] = convert(source[index]! & 0xffff);
  return new Float32Array(bits.buffer);
}
