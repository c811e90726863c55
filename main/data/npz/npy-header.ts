import { itemBytes, npyTypes, refuseNpy, type NpyHeader, type NpyType } from './npy-array.ts';
import { parsePythonLiteral, type PythonDictionary, type PythonLiteral } from './python-literal.ts';

/** Bytes that hold any header that is read, with what stands before it. */
export const longestHeaderBytes = 12 + 65_536;
const mostDimensions = 32;
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export interface ParsedNpyHeader extends NpyHeader {
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  /** Where the values begin */
  readonly dataStart: number;
  readonly count: number;
  /** Of the values */
  readonly byteLength: number;
}

/**
 * Takes apart the beginning of an .npy file of version 1.0, 2.0 or 3.0.
 *
 * Format: NumPy Enhancement Proposal 1 and `numpy.lib.format`.
 *
 * @param bytes the beginning of the file, {@link longestHeaderBytes} of it where it is longer
 * @param place file (and array) for the sentence of an error
 * @throws LabError `invalid-data-file`: no such header, an array of Python objects, structured or of another type that
 *   is not read, or more than `maximumBytes`
 */
export function parseNpyHeader(bytes: Uint8Array, place: string, maximumBytes: number): ParsedNpyHeader {
  const { text, dataStart } = headerText(bytes, place);
  const { descr, fortranOrder, shape } = headerFields(text, place);
  const { dtype, littleEndian } = typeOf(descr, place);
  let count = 1;
  for (const size of shape) count *= size;
  const byteLength = count * itemBytes(dtype);
  if (!(byteLength <= maximumBytes)) {
    refuseNpy(
      place,
      `announces the shape (${shape.join(', ')}) of ${dtype}, more than the ${maximumBytes} bytes that are read`,
      'Check the file, or write it in smaller parts.',
    );
  }
  return { shape, dtype, littleEndian, fortranOrder, dataStart, count, byteLength };
}

function headerText(bytes: Uint8Array, place: string): { text: string; dataStart: number } {
  if (bytes.length < 10 || magic.some((byte, index) => bytes[index] !== byte)) {
    refuseNpy(place, 'does not begin as an .npy file does', 'Give a file that numpy.save or numpy.savez wrote.');
  }
  const version = bytes[6]!;
  if (version < 1 || version > 3 || bytes[7] !== 0) {
    refuseNpy(place, `is an .npy file of the unknown version ${version}.${bytes[7]}`);
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const begin = 8 + lengthBytes;
  if (bytes.length < begin) refuseNpy(place, 'is cut short within its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (begin + length > longestHeaderBytes) refuseNpy(place, `announces a header of ${length} bytes`);
  if (begin + length > bytes.length) refuseNpy(place, 'is cut short within its header');
  const header = bytes.subarray(begin, begin + length);
  return { text: new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(header), dataStart: begin + length };
}

function headerFields(
  text: string,
  place: string,
): { descr: PythonLiteral; fortranOrder: boolean; shape: readonly number[] } {
  let fields: PythonLiteral;
  try {
    fields = parsePythonLiteral(text);
  } catch (error) {
    refuseNpy(place, `has a header that is not read: ${(error as Error).message}`);
  }
  if (!isDictionary(fields) || [...fields.keys()].sort().join() !== 'descr,fortran_order,shape') {
    refuseNpy(place, 'has a header without exactly `descr`, `fortran_order` and `shape`');
  }
  const fortranOrder = fields.get('fortran_order');
  if (typeof fortranOrder !== 'boolean') refuseNpy(place, 'does not say True or False for `fortran_order`');
  const shape = fields.get('shape');
  if (!isShape(shape)) refuseNpy(place, 'has a `shape` that is no tuple of whole numbers');
  if (shape.length > mostDimensions) refuseNpy(place, `has ${shape.length} dimensions, more than ${mostDimensions}`);
  return { descr: fields.get('descr')!, fortranOrder, shape };
}

function isDictionary(value: PythonLiteral): value is PythonDictionary {
  return value instanceof Map;
}

function isShape(value: PythonLiteral | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

const numbering =
  'Write numbers: `numpy.unique(array, return_inverse=True)` gives the names of the classes (for `data.classNames`) and the number of each example.';
const numpyCast = 'Convert it with numpy.asarray(array, dtype="float32") or another numeric type, and write it again.';

function typeOf(descr: PythonLiteral, place: string): { dtype: NpyType; littleEndian: boolean } {
  if (typeof descr !== 'string') refuseNpy(place, 'is a structured array, which is not read', numpyCast);
  const [, order = '', name = ''] = /^([<>|=]?)(\w{1,16})$/.exec(descr) ?? [];
  if (name.startsWith('O')) {
    refuseNpy(place, 'holds Python objects (pickle), which are never read: they can run programs', numbering);
  }
  if (/^[US]\d/.test(name)) refuseNpy(place, 'holds texts, and only numbers are read', numbering);
  const dtype = npyTypes.find((known) => known === name);
  const known = dtype !== undefined && (itemBytes(dtype) === 1 || order === '<' || order === '>');
  if (!known) refuseNpy(place, `is of the type ${JSON.stringify(descr)}, which is not read`, numpyCast);
  return { dtype, littleEndian: order !== '>' };
}
