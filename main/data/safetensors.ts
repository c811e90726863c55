import { LabError } from '../contract/errors.ts';
import { type OpenFile, readExactly, withOpenFile } from './read-file.ts';
import {
  invalidWeights,
  parseHeader,
  parseHeaderLength,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import { decodeElements, isReadableType, type TensorValues } from './tensor-elements.ts';

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major */
  readonly values: TensorValues;
}

export interface SafetensorsContent {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

const what = 'safetensors file';
const code = 'invalid-weights-file';

function readHeaderOf(file: OpenFile): { header: SafetensorsHeader; dataStart: number } {
  const first = readExactly(file, 0, Math.min(8, file.byteLength));
  const length = parseHeaderLength(first, file.byteLength, file.path);
  const dataStart = 8 + length;
  const json = readExactly(file, 8, length);
  return { header: parseHeader(json, file.byteLength - dataStart, file.path), dataStart };
}

function readTensor(file: OpenFile, name: string, entry: TensorEntry, dataStart: number): Tensor {
  const { dtype, shape, begin, end } = entry;
  if (!isReadableType(dtype)) {
    throw invalidWeights(file.path, `has the tensor "${name}" of type ${dtype}, which is not read`);
  }
  return { shape, values: decodeElements(readExactly(file, dataStart + begin, end - begin), dtype) };
}

/**
 * Names, element types and shapes of a file, and its metadata; the values are not read.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function readSafetensorsHeader(path: string): SafetensorsHeader {
  return withOpenFile(path, what, code, (file) => readHeaderOf(file).header);
}

/**
 * Reads tensors from a safetensors file, each by its own access. F32, F16, BF16 and F64 become Float32Array (F64 is
 * rounded), I64 BigInt64Array, I32, I16, I8, U16 and U8 the array of that type; a tensor of another type is refused when it is asked for.
 *
 * @param names which tensors, all when absent
 * @throws LabError `missing-file`; `invalid-weights-file` when the file breaks a rule of the format; `weights-mismatch`
 *   when it has no tensor of a name that was asked for
 */
export function readSafetensors(path: string, names?: Iterable<string>): SafetensorsContent {
  return withOpenFile(path, what, code, (file) => {
    const { header, dataStart } = readHeaderOf(file);
    const tensors = new Map<string, Tensor>();
    for (const name of names ?? header.tensors.keys()) {
      const entry = header.tensors.get(name);
      if (entry === undefined) {
        throw new LabError(
          'weights-mismatch',
          `${path} has no tensor "${name}".`,
          'Check that the file belongs to this network.',
        );
      }
      tensors.set(name, readTensor(file, name, entry, dataStart));
    }
    return { metadata: header.metadata, tensors };
  });
}
