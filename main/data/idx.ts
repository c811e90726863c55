import { LabError } from '../contract/errors.ts';
import { gunzipAtMost, gunzipBeginning, isGzip } from './bounded-gunzip.ts';
import { readExactly, withOpenFile, type OpenFile } from './read-file.ts';

/** The largest array that is read: 1 GiB, twenty times MNIST. */
export const maximumIdxBytes = 2 ** 30;

/** An array of bytes as IDX describes it: [count] for labels, [count, height, width] for grey images. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  readonly values: Uint8Array;
}

const elementTypes: ReadonlyMap<number, string> = new Map([
  [0x09, 'signed 8-bit'],
  [0x0b, '16-bit'],
  [0x0c, '32-bit'],
  [0x0d, 'float'],
  [0x0e, 'double'],
]);

function refuse(path: string, cause: string): never {
  throw new LabError(
    'invalid-data-file',
    `${path} ${cause}.`,
    'Fetch the file again, or check that it is an IDX file.',
  );
}

interface IdxHeader {
  readonly dimensions: readonly number[];
  /** Of the header */
  readonly byteLength: number;
  readonly valueCount: number;
}

function parseHeader(bytes: Uint8Array, path: string): IdxHeader {
  if (bytes.length < 4) refuse(path, `has ${bytes.length} bytes, and the magic number of an IDX file alone has 4`);
  if (bytes[0] !== 0 || bytes[1] !== 0) refuse(path, 'does not begin with the two zero bytes of an IDX file');
  const type = bytes[2]!;
  if (type !== 0x08) {
    refuse(
      path,
      elementTypes.has(type)
        ? `holds ${elementTypes.get(type)} values; only unsigned bytes are read`
        : `has the unknown IDX type 0x${type.toString(16).padStart(2, '0')} at byte 2`,
    );
  }
  const rank = bytes[3]!;
  if (rank !== 1 && rank !== 3) refuse(path, `has ${rank} dimensions; labels have 1 and grey images have 3`);
  const byteLength = 4 + 4 * rank;
  if (bytes.length < byteLength) refuse(path, `is cut short within its header, at byte ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, byteLength);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const empty = dimensions.indexOf(0);
  if (empty >= 0) refuse(path, `has the size 0 for dimension ${empty}, at byte ${4 + 4 * empty}`);
  const valueCount = dimensions.reduce((product, size) => product * size, 1);
  if (valueCount > maximumIdxBytes) {
    refuse(path, `announces ${dimensions.join(' x ')} values, more than the ${maximumIdxBytes} that are read`);
  }
  return { dimensions, byteLength, valueCount };
}

/**
 * Takes apart an IDX file of unsigned bytes with one or three dimensions, plain or compressed with gzip (told by its
 * first bytes, not by its name). Compressed data is unpacked only as far as its own header announces.
 *
 * Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "File formats".
 *
 * @param path only for the sentence of an error
 * @throws LabError `invalid-data-file` for everything that is not exactly such a file, trailing bytes included
 */
export function parseIdx(bytes: Uint8Array, path: string): IdxArray {
  const compressed = isGzip(bytes);
  const header = parseHeader(compressed ? gunzipBeginning(bytes, path) : bytes, path);
  const expected = header.byteLength + header.valueCount;
  const whole = compressed ? gunzipAtMost(bytes, path, expected) : bytes;
  if (whole.length < expected) {
    refuse(path, `is cut short: ${whole.length} of the ${expected} bytes its header announces are there`);
  }
  if (whole.length > expected) {
    refuse(path, `has ${whole.length - expected} bytes too many after byte ${expected}`);
  }
  return { dimensions: header.dimensions, values: whole.subarray(header.byteLength) };
}

const headBytes = 4096;

/**
 * The dimensions of an IDX file by its beginning and its size alone, so that a set can be looked at before anything is
 * begun. Of compressed data, the size is the one that gzip keeps at its end (RFC 1952, section 2.3.1: ISIZE); where that
 * does not fit, all of it is unpacked to tell what is wrong.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` as {@link parseIdx} does
 */
export function readIdxDimensions(path: string, what: string): readonly number[] {
  return withOpenFile(path, what, 'invalid-data-file', (file) => {
    const head = readExactly(file, 0, Math.min(headBytes, file.byteLength));
    const { dimensions, byteLength, valueCount } = parseHeader(isGzip(head) ? gunzipBeginning(head, path) : head, path);
    const size = isGzip(head) ? announcedSize(file) : file.byteLength;
    return size === byteLength + valueCount
      ? dimensions
      : parseIdx(readExactly(file, 0, Math.min(file.byteLength, maximumIdxBytes + headBytes)), path).dimensions;
  });
}

/** Modulo 2^32; of the last member, when there are several. */
function announcedSize(file: OpenFile): number {
  const { buffer } = readExactly(file, Math.max(0, file.byteLength - 4), Math.min(4, file.byteLength));
  return buffer.byteLength < 4 ? 0 : new DataView(buffer).getUint32(0, true);
}
