import protobuf from 'protobufjs/minimal.js';
import type { Field, MessageSchema } from './protobuf-schema.ts';

type Writer = protobuf.Writer;

const wireType = { varint: 0, bytes: 2, fixed32: 5 } as const;

/**
 * Writes a message by its schema, fields in the order of their numbers: the same message gives the same bytes. Absent
 * values and empty arrays write nothing.
 */
export function encodeMessage(schema: MessageSchema, message: object): Uint8Array {
  const writer = new protobuf.Writer();
  encode(writer, schema, message as Readonly<Record<string, unknown>>);
  return writer.finish();
}

function encode(writer: Writer, schema: MessageSchema, message: Readonly<Record<string, unknown>>): void {
  // Keys that are whole numbers come in ascending order
  for (const [number, field] of Object.entries(schema.fields)) {
    const value = message[field.name];
    if (value !== undefined) writeField(writer, Number(number), field, value);
  }
}

function writeField(writer: Writer, number: number, field: Field, value: unknown): void {
  const tag = (wire: number): Writer => writer.uint32((number << 3) | wire);
  switch (field.kind) {
    case 'int64':
      tag(wireType.varint).int64(value as number);
      return;
    case 'float':
      tag(wireType.fixed32).float(value as number);
      return;
    case 'text':
      tag(wireType.bytes).string(value as string);
      return;
    case 'bytes':
      tag(wireType.bytes).bytes(value as Uint8Array);
      return;
    case 'message':
      writeMessage(tag(wireType.bytes), field.message(), value);
      return;
    case 'texts':
      for (const text of value as readonly string[]) tag(wireType.bytes).string(text);
      return;
    case 'messages':
      for (const message of value as readonly unknown[]) writeMessage(tag(wireType.bytes), field.message(), message);
      return;
    default:
      writePacked(writer, number, field, value as readonly number[]);
  }
}

function writeMessage(writer: Writer, schema: MessageSchema, message: unknown): void {
  writer.fork();
  encode(writer, schema, message as Readonly<Record<string, unknown>>);
  writer.ldelim();
}

function writePacked(writer: Writer, number: number, field: Field, values: readonly number[]): void {
  if (values.length === 0) return;
  writer.uint32((number << 3) | wireType.bytes).fork();
  for (const value of values) {
    if (field.kind === 'floats') writer.float(value);
    else if (field.kind === 'doubles') writer.double(value);
    else if (field.kind === 'int32s') writer.int32(value);
    else writer.int64(value);
  }
  writer.ldelim();
}
