import protobuf from 'protobufjs/minimal.js';
import { invalidOnnx } from './onnx-error.ts';
import { isRepeated } from './protobuf-schema.ts';
import type { Field, MessageSchema } from './protobuf-schema.ts';

type Reader = protobuf.Reader;
type Record_ = Record<string, unknown>;

/** Messages of one file, all kinds together: a hostile file of empty messages takes far more memory than disk. */
const maximumMessages = 400_000;
/** Numbers or texts of one repeated field; the largest real ones are weights written as `float_data` */
const maximumRepeated = 2 ** 27;
/** Texts of one repeated field: what a node reads or gives */
const maximumTexts = 2 ** 16;

const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** How one element of each repeated kind of number lies in the file, and how it is read. */
const elements = {
  int64s: { wire: wireType.varint, read: signed },
  int32s: { wire: wireType.varint, read: (reader: Reader) => reader.int32() },
  uint64s: { wire: wireType.varint, read: unsigned },
  floats: { wire: wireType.fixed32, read: (reader: Reader) => reader.float() },
  doubles: { wire: wireType.fixed64, read: (reader: Reader) => reader.double() },
} as const;

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a message by its schema, without generated code. A field that is absent is absent in the result (an empty array
 * when repeated); the last one counts where a field that is not repeated comes twice. Bytes are views of the file.
 *
 * @throws LabError `invalid-weights-file` for anything that is not a message of this kind
 */
export function decodeMessage<Message>(schema: MessageSchema, bytes: Uint8Array): Message {
  try {
    return decode(schema, bytes, { messages: 0 }) as Message;
  } catch (error) {
    // The reader's own errors: an index out of range, a varint of more than ten bytes, text that is not UTF-8
    if (error instanceof RangeError || error instanceof TypeError || (error as Error).constructor === Error) {
      throw invalidOnnx('is damaged: it ends within a message or holds one that is none', undefined, { cause: error });
    }
    throw error;
  }
}

function decode(schema: MessageSchema, bytes: Uint8Array, count: { messages: number }): Record_ {
  if (++count.messages > maximumMessages) throw invalidOnnx(`has more than ${maximumMessages} messages`);
  const reader = new protobuf.Reader(bytes);
  const message: Record_ = {};
  for (const field of Object.values(schema.fields)) if (isRepeated(field)) message[field.name] = [];
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    const wire = tag & 7;
    const field = schema.fields[tag >>> 3];
    if (tag >>> 3 === 0) throw invalidOnnx(`has a field without a number in a ${schema.title}`);
    if (field === undefined) skip(reader, wire, schema);
    else readField(reader, wire, field, message, schema, count);
  }
  return message;
}

function skip(reader: Reader, wire: number, schema: MessageSchema): void {
  if (wire === wireType.varint) unsigned(reader);
  else if (wire === wireType.fixed64) reader.skip(8);
  else if (wire === wireType.fixed32) reader.skip(4);
  else if (wire === wireType.bytes) reader.bytes();
  else throw wrongType(schema);
}

function readField(
  reader: Reader,
  wire: number,
  field: Field,
  message: Record_,
  schema: MessageSchema,
  count: { messages: number },
): void {
  const expect = (wanted: number): void => {
    if (wire !== wanted) throw wrongType(schema, field);
  };
  switch (field.kind) {
    case 'int64':
      expect(wireType.varint);
      message[field.name] = signed(reader);
      return;
    case 'float':
      expect(wireType.fixed32);
      message[field.name] = reader.float();
      return;
    case 'text':
    case 'texts':
      expect(wireType.bytes);
      store(message, field, text.decode(reader.bytes()));
      return;
    case 'bytes':
      expect(wireType.bytes);
      message[field.name] = reader.bytes();
      return;
    case 'message':
    case 'messages':
      expect(wireType.bytes);
      store(message, field, decode(field.message(), reader.bytes(), count));
      return;
    default:
      readNumbers(reader, wire, field, message[field.name] as number[], schema);
  }
}

function store(message: Record_, field: Field, value: unknown): void {
  if (!isRepeated(field)) message[field.name] = value;
  else push(message[field.name] as unknown[], value, field);
}

function push<Value>(list: Value[], value: Value, field: Field): void {
  const maximum = field.kind === 'texts' ? maximumTexts : maximumRepeated;
  if (list.length >= maximum) throw invalidOnnx(`has more than ${maximum} values in ${field.name}`);
  list.push(value);
}

/** Packed into one field or one field each: the format allows both. */
function readNumbers(reader: Reader, wire: number, field: Field, list: number[], schema: MessageSchema): void {
  const element = elements[field.kind as keyof typeof elements];
  if (wire === element.wire) {
    push(list, element.read(reader), field);
  } else if (wire === wireType.bytes) {
    const packed = new protobuf.Reader(reader.bytes());
    while (packed.pos < packed.len) push(list, element.read(packed), field);
  } else {
    throw wrongType(schema, field);
  }
}

/** As a number: one beyond 2^53 is rounded, as the "to the end" of a slice may be. */
function signed(reader: Reader): number {
  const { low, high } = reader.int64();
  return (high | 0) * 2 ** 32 + (low >>> 0);
}

function unsigned(reader: Reader): number {
  const { low, high } = reader.uint64();
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}

function wrongType(schema: MessageSchema, field?: Field) {
  const where = field === undefined ? '' : `, field ${field.name}`;
  return invalidOnnx(`is damaged: a ${schema.title}${where} is not of its type`);
}
