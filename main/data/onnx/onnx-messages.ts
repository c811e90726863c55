import type { Field, MessageSchema } from './protobuf-schema.ts';

/*
 * The messages of ONNX that describe a network, by the field numbers of onnx.proto (https://github.com/onnx/onnx). What is
 * left out (sparse tensors, training, functions of the file's own) is passed over by the reader or refused by name.
 */

/** Element types of tensors, as `TensorProto.DataType` numbers them. */
export const elementType = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;
export type ElementTypeName = keyof typeof elementType;

/** Attribute types that are read, as `AttributeProto.AttributeType` numbers them. */
export const attributeType = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7 } as const;

export interface StringEntry {
  readonly key?: string;
  readonly value?: string;
}

export interface TensorMessage {
  readonly dims: readonly number[];
  readonly dataType?: number;
  readonly segment?: object;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly name?: string;
  readonly rawData?: Uint8Array;
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly number[];
  readonly externalData: readonly StringEntry[];
  /** 1: the values lie in another file */
  readonly dataLocation?: number;
}

export interface AttributeMessage {
  readonly name?: string;
  readonly type?: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: TensorMessage;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly refAttrName?: string;
}

export interface NodeMessage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly attribute: readonly AttributeMessage[];
}

export interface DimensionMessage {
  readonly value?: number;
  readonly parameter?: string;
}

export interface TypeMessage {
  /** Absent for sequences, maps and optional values */
  readonly tensor?: {
    readonly elementType?: number;
    readonly shape?: { readonly dim: readonly DimensionMessage[] };
  };
}

export interface ValueInfoMessage {
  readonly name?: string;
  readonly type?: TypeMessage;
}

export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly name?: string;
  readonly initializer: readonly TensorMessage[];
  readonly sparseInitializer: readonly object[];
  readonly input: readonly ValueInfoMessage[];
  readonly output: readonly ValueInfoMessage[];
}

export interface ModelMessage {
  readonly irVersion?: number;
  readonly producerName?: string;
  readonly producerVersion?: string;
  readonly graph?: GraphMessage;
  readonly opsetImport: readonly { readonly domain?: string; readonly version?: number }[];
  readonly metadata: readonly StringEntry[];
}

const schema = (title: string, fields: Readonly<Record<number, Field>>): MessageSchema => ({ title, fields });
const int64 = (name: string): Field => ({ name, kind: 'int64' });
const text = (name: string): Field => ({ name, kind: 'text' });
const texts = (name: string): Field => ({ name, kind: 'texts' });
const bytes = (name: string): Field => ({ name, kind: 'bytes' });
const one = (name: string, message: MessageSchema): Field => ({ name, kind: 'message', message: () => message });
const many = (name: string, message: MessageSchema): Field => ({ name, kind: 'messages', message: () => message });

const empty = schema('message', {});
const stringEntry = schema('metadata entry', { 1: text('key'), 2: text('value') });

const tensor = schema('tensor', {
  1: { name: 'dims', kind: 'int64s' },
  2: int64('dataType'),
  3: one('segment', empty),
  4: { name: 'floatData', kind: 'floats' },
  5: { name: 'int32Data', kind: 'int32s' },
  7: { name: 'int64Data', kind: 'int64s' },
  8: text('name'),
  9: bytes('rawData'),
  10: { name: 'doubleData', kind: 'doubles' },
  11: { name: 'uint64Data', kind: 'uint64s' },
  13: many('externalData', stringEntry),
  14: int64('dataLocation'),
});

const attribute = schema('attribute', {
  1: text('name'),
  2: { name: 'f', kind: 'float' },
  3: int64('i'),
  4: bytes('s'),
  5: one('t', tensor),
  7: { name: 'floats', kind: 'floats' },
  8: { name: 'ints', kind: 'int64s' },
  20: int64('type'),
  21: text('refAttrName'),
});

const node = schema('node', {
  1: texts('input'),
  2: texts('output'),
  3: text('name'),
  4: text('opType'),
  5: many('attribute', attribute),
  7: text('domain'),
});

const dimension = schema('dimension', { 1: int64('value'), 2: text('parameter') });
const shape = schema('shape', { 1: many('dim', dimension) });
const tensorType = schema('tensor type', { 1: int64('elementType'), 2: one('shape', shape) });
const type = schema('type', { 1: one('tensor', tensorType) });
const valueInfo = schema('value', { 1: text('name'), 2: one('type', type) });

const graph = schema('graph', {
  1: many('node', node),
  2: text('name'),
  5: many('initializer', tensor),
  11: many('input', valueInfo),
  12: many('output', valueInfo),
  15: many('sparseInitializer', empty),
});

const operatorSet = schema('operator set', { 1: text('domain'), 2: int64('version') });

export const modelSchema = schema('model', {
  1: int64('irVersion'),
  2: text('producerName'),
  3: text('producerVersion'),
  7: one('graph', graph),
  8: many('opsetImport', operatorSet),
  14: many('metadata', stringEntry),
});
