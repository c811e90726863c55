import { createHash } from 'node:crypto';
import { bytesPerElement } from './safetensors-header.ts';
import type { Tensor } from './safetensors.ts';
import { typeOfValues } from './tensor-elements.ts';
import { writeFileWhole } from './write-file.ts';

export interface WrittenFile {
  readonly byteLength: number;
  /** SHA-256 of the file, lower-case hex */
  readonly sha256: string;
}

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Wide elements first, then by name: then every tensor starts at a multiple of its element's size. */
function inFileOrder(tensors: ReadonlyMap<string, Tensor>): [string, Tensor][] {
  const width = ({ values }: Tensor): number => bytesPerElement(typeOfValues(values));
  return [...tensors].sort(
    ([leftName, left], [rightName, right]) => width(right) - width(left) || compareText(leftName, rightName),
  );
}

function checkTensor(name: string, { shape, values }: Tensor): void {
  if (name === '__metadata__') throw new TypeError('A tensor cannot have the name __metadata__.');
  const needed = shape.reduce((product, size) => product * size, 1);
  if (needed !== values.length) {
    throw new TypeError(`The tensor ${name} has ${values.length} values, but its shape is [${shape.join(', ')}].`);
  }
}

function encodeHeader(ordered: readonly (readonly [string, Tensor])[], metadata: Readonly<Record<string, string>>) {
  // Written member by member: a JavaScript object puts keys that look like numbers in front
  const members = Object.keys(metadata)
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`);
  let begin = 0;
  const described = ordered.map(([name, { shape, values }]) => {
    const end = begin + values.byteLength;
    const entry = { dtype: typeOfValues(values), shape, data_offsets: [begin, end] };
    begin = end;
    return `${JSON.stringify(name)}:${JSON.stringify(entry)}`;
  });
  const parts = members.length > 0 ? [`"__metadata__":{${members.join(',')}}`, ...described] : described;
  const json = Buffer.from(`{${parts.join(',')}}`, 'utf8');
  // Spaces to a multiple of eight keep the data aligned in a mapped file
  const padded = Math.ceil(json.length / 8) * 8;
  const header = Buffer.alloc(8 + padded, ' ');
  header.writeBigUInt64LE(BigInt(padded), 0);
  json.copy(header, 8);
  return header;
}

/**
 * The bytes of a safetensors file, in parts. The same tensors and metadata give the same bytes, whatever order they
 * come in: tensors by element size and name, metadata by key.
 *
 * @throws TypeError for a tensor whose values do not fill its shape: a defect of the caller
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const ordered = inFileOrder(tensors);
  for (const [name, tensor] of ordered) checkTensor(name, tensor);
  const data = ordered.map(([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return [encodeHeader(ordered, metadata), ...data];
}

/**
 * Writes tensors to a safetensors file, whole or not at all. Float32Array becomes F32, BigInt64Array I64, and so
 * on, bit by bit.
 *
 * @throws LabError `disk-full`, `missing-file` when the folder is not there, `store-unusable` when it cannot be written
 */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): WrittenFile {
  const parts = encodeSafetensors(tensors, metadata);
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  writeFileWhole(path, parts);
  return { byteLength: parts.reduce((sum, part) => sum + part.length, 0), sha256: hash.digest('hex') };
}
