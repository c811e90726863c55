import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { readExactly, withOpenFile } from '../read-file.ts';
import { invalidOnnx, quoted } from './onnx-error.ts';
import type { StringEntry } from './onnx-messages.ts';

/** Weights a network may have outside its ONNX file, bytes in all; the same bytes may be asked for again and again. */
const maximumBytes = 4 * 2 ** 30;

/** The folder of an ONNX file, which alone may hold its weights. */
export interface ExternalData {
  readonly folder: string;
  /** Bytes read so far */
  bytes: number;
}

export function externalDataOf(path: string): ExternalData {
  return { folder: dirname(path), bytes: 0 };
}

/**
 * The bytes of a tensor that lie in a file beside the ONNX file.
 *
 * @param entries `location`, relative and within the folder, `offset` and `length` in bytes
 * @param byteLength what the tensor's shape needs
 * @throws LabError `invalid-weights-file` for a place outside the folder or beyond the file's end, `missing-file`
 */
export function externalBytes(
  entries: readonly StringEntry[],
  byteLength: number,
  tensor: string,
  external: ExternalData | undefined,
): Uint8Array {
  const entry = (key: string): string | undefined => entries.find((each) => each.key === key)?.value;
  if (external === undefined) throw invalidOnnx(`has the tensor ${tensor} in another file, which is not read here`);
  const location = externalLocation(entries, tensor);
  const offset = wholeNumber(entry('offset') ?? '0', tensor);
  const length = wholeNumber(entry('length') ?? String(byteLength), tensor);
  if (length !== byteLength) {
    throw invalidOnnx(
      `has the tensor ${tensor} with ${length} bytes in ${quoted(location)}, of which it needs ${byteLength}`,
    );
  }
  external.bytes += length;
  if (external.bytes > maximumBytes) throw invalidOnnx(`has more than ${maximumBytes} bytes of weights in other files`);
  return withOpenFile(join(external.folder, location), 'file of ONNX weights', 'invalid-weights-file', (file) => {
    requireInside(external.folder, file.path, tensor);
    if (offset + length > file.byteLength) {
      throw invalidOnnx(
        `has the tensor ${tensor} at bytes ${offset} to ${offset + length} of ${quoted(location)}, which has ${file.byteLength}`,
        'Put the whole file that was exported with this one beside it.',
      );
    }
    return readExactly(file, offset, length);
  });
}

/** Where a tensor's bytes are: a path relative to the folder of the ONNX file. @throws LabError for one that leads out of it */
export function externalLocation(entries: readonly StringEntry[], tensor: string): string {
  const location = entries.find(({ key }) => key === 'location')?.value ?? '';
  const parts = location.split(/[/\\]/);
  const isPlain = location !== '' && !isAbsolute(location) && !/^[A-Za-z]:|[\0\\]/.test(location);
  if (!isPlain || parts.includes('..')) throw outside(tensor);
  return location;
}

/** A link in the folder may lead out of it. */
function requireInside(folder: string, path: string, tensor: string): void {
  const root = realpathSync(folder);
  if (!realpathSync(path).startsWith(root.endsWith(sep) ? root : root + sep)) throw outside(tensor);
}

function outside(tensor: string) {
  return invalidOnnx(
    `has the tensor ${tensor} in a file outside its own folder, which is never opened`,
    'Export the network again: the weights belong into the same folder.',
  );
}

function wholeNumber(text: string, tensor: string): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) throw invalidOnnx(`has the tensor ${tensor} at the place ${quoted(text)} of another file`);
  return number;
}
