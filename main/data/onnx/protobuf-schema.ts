/** The kinds of field of the protocol-buffers messages this project reads and writes. */
export type FieldKind =
  'int64' | 'float' | 'text' | 'bytes' | 'int64s' | 'int32s' | 'uint64s' | 'floats' | 'doubles' | 'texts';

export interface ScalarField {
  readonly name: string;
  readonly kind: FieldKind;
}

/** A message within a message; `repeated` ones are read into an array, which is empty when there are none. */
export interface MessageField {
  readonly name: string;
  readonly kind: 'message' | 'messages';
  readonly message: () => MessageSchema;
}

export type Field = ScalarField | MessageField;

/** A message by its field numbers. Fields that are not named are passed over by the reader. */
export interface MessageSchema {
  readonly title: string;
  readonly fields: Readonly<Record<number, Field>>;
}

const repeatedKinds: ReadonlySet<Field['kind']> = new Set([
  'int64s',
  'int32s',
  'uint64s',
  'floats',
  'doubles',
  'texts',
  'messages',
]);

export function isRepeated({ kind }: Field): boolean {
  return repeatedKinds.has(kind);
}
