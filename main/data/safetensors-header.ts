import { LabError } from '../contract/errors.ts';
import { findDuplicateKey } from './duplicate-keys.ts';

/** Bytes an element takes, for every element type of whole bytes that the format has. */
const elementBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  F8_E8M0: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
  C64: 8,
} as const;

export type SafetensorsType = keyof typeof elementBytes;

/** The largest header that is read, as in the reference implementation. */
export const maximumHeaderBytes = 100_000_000;

export interface TensorEntry {
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
  /** First byte and the byte after the last, counted from the end of the header */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the data */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

export function bytesPerElement(dtype: SafetensorsType): number {
  return elementBytes[dtype];
}

export function invalidWeights(path: string, cause: string, options?: ErrorOptions): LabError {
  return new LabError(
    'invalid-weights-file',
    `${path} ${cause}.`,
    'Fetch or export the file again as safetensors.',
    options,
  );
}

/**
 * Reads the first eight bytes: the length of the JSON that follows.
 *
 * @param fileBytes size of the whole file
 * @throws LabError `invalid-weights-file`
 */
export function parseHeaderLength(first: Uint8Array, fileBytes: number, path: string): number {
  if (first.length < 8) {
    throw invalidWeights(
      path,
      `has ${first.length} bytes, and a safetensors file begins with 8 that give its header's`,
    );
  }
  const length = new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(maximumHeaderBytes)) {
    throw invalidWeights(
      path,
      `does not begin as a safetensors file does: its header would have ${length} bytes, more than the ${maximumHeaderBytes} allowed`,
    );
  }
  if (length > BigInt(fileBytes - 8)) {
    throw invalidWeights(path, `announces a header of ${length} bytes, but only ${fileBytes - 8} follow`);
  }
  return Number(length);
}

function parseJson(bytes: Uint8Array, path: string): Record<string, unknown> {
  let parsed: unknown;
  let text: string;
  try {
    // A byte-order mark is no JSON, so it must not be dropped in silence
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalidWeights(path, 'has a header that is not JSON', { cause: error });
  }
  if (!isRecord(parsed)) throw invalidWeights(path, 'has a header that is JSON, but no object');
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined) throw invalidWeights(path, `has the key "${duplicate}" twice in its header`);
  return parsed;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parseMetadata(value: unknown, path: string): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw invalidWeights(path, 'has __metadata__ that is no object');
  const metadata: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalidWeights(path, `has the metadata "${key}", which is not text`);
    metadata[key] = text;
  }
  return metadata;
}

function parseEntry(name: string, value: unknown, path: string): TensorEntry {
  if (!isRecord(value)) throw invalidWeights(path, `describes the tensor "${name}" by something that is no object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) {
    throw invalidWeights(path, `gives the tensor "${name}" the unknown element type ${JSON.stringify(dtype)}`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw invalidWeights(path, `gives the tensor "${name}" no shape of whole numbers`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw invalidWeights(path, `gives the tensor "${name}" no pair of data_offsets`);
  }
  const entry = { dtype: dtype as SafetensorsType, shape, begin: offsets[0]!, end: offsets[1]! };
  const needed = shape.reduce((product, size) => product * size, elementBytes[entry.dtype]);
  if (entry.end - entry.begin !== needed) {
    throw invalidWeights(
      path,
      `gives the tensor "${name}" the bytes ${entry.begin} to ${entry.end}, but ${dtype} of shape ` +
        `[${shape.join(', ')}] takes ${needed}`,
    );
  }
  return entry;
}

/**
 * Takes apart the JSON of a header and checks it against the data behind it. As the reference implementation does, it
 * asks that the tensors lie one behind another, without gap or overlap, and end where the file ends.
 *
 * Format: Hugging Face, safetensors, README section "Format".
 *
 * @param dataBytes size of the file without length and header
 * @param path only for the sentence of an error
 * @throws LabError `invalid-weights-file`
 */
export function parseHeader(json: Uint8Array, dataBytes: number, path: string): SafetensorsHeader {
  const { __metadata__: metadata, ...rest } = parseJson(json, path);
  const entries = Object.entries(rest)
    .map(([name, value]) => [name, parseEntry(name, value, path)] as const)
    .sort(([, left], [, right]) => left.begin - right.begin || left.end - right.end);
  let expected = 0;
  for (const [name, { begin, end }] of entries) {
    if (end > dataBytes) {
      throw invalidWeights(
        path,
        `is cut short: the tensor "${name}" ends at byte ${end} of ${dataBytes} bytes of data`,
      );
    }
    if (begin < expected) {
      throw invalidWeights(path, `has the tensor "${name}" begin at byte ${begin}, inside the one before it`);
    }
    if (begin > expected) {
      throw invalidWeights(path, `has ${begin - expected} bytes of no tensor before "${name}"`);
    }
    expected = end;
  }
  if (expected !== dataBytes) {
    throw invalidWeights(path, `has ${dataBytes - expected} bytes after the last tensor`);
  }
  return { metadata: parseMetadata(metadata, path), tensors: new Map(entries) };
}
