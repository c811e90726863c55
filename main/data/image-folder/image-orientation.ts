const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textAt = (bytes: Uint8Array, begin: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(begin, begin + length));

const orientationTag = 0x0112;
const shortType = 3;

/**
 * The orientation that a camera noted: 1 upright, 2 to 8 turned or mirrored (EXIF 2.32, tag 0x0112). It is only looked at,
 * never applied.
 *
 * @param bytes of a PNG or JPEG image
 * @returns 1 where there is none, or none that can be understood
 */
export function orientationOf(bytes: Uint8Array): number {
  const tiff = bytes[0] === 0xff ? exifOfJpeg(bytes) : exifOfPng(bytes);
  const written = tiff === undefined ? 1 : orientationIn(tiff);
  return written >= 1 && written <= 8 ? written : 1;
}

/** In an APP1 segment ahead of the first scan. */
function exifOfJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xe1 && textAt(bytes, at + 4, 6) === 'Exif\0\0') return bytes.subarray(at + 10, end);
    at = end;
  }
  return undefined;
}

/** In the eXIf chunk. */
function exifOfPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (textAt(bytes, at + 4, 4) === 'eXIf') return bytes.subarray(at + 8, end);
    at = end + 4;
  }
  return undefined;
}

/** In the first directory of a TIFF structure. */
function orientationIn(tiff: Uint8Array): number {
  const order = textAt(tiff, 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const view = viewOf(tiff);
  const isLittle = order === 'II';
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let at = directory + 2; at + 12 <= Math.min(tiff.length, directory + 2 + 12 * count); at += 12) {
    const isOrientation = view.getUint16(at, isLittle) === orientationTag;
    if (isOrientation && view.getUint16(at + 2, isLittle) === shortType) return view.getUint16(at + 8, isLittle);
  }
  return 1;
}
