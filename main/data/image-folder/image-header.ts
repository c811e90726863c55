import { imageProblem } from './image-problem.ts';

/** What an image says of itself before it is decoded. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
  /** Of a JPEG, from its frame header: 1 grey, 3 colours, 4 CMYK or YCCK */
  readonly components?: number;
}

/** A photograph of 50 megapixels; more would take too much memory to decode. */
const mostPixels = 50_000_000;

/** So many bytes of a file are enough for nearly all headers. */
export const headerBytes = 65_536;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Kind and size of an image, by what stands in it and not by its name.
 *
 * @param bytes its beginning at least
 * @throws ImageProblem when it is neither PNG nor JPEG, too large, or the size is not within `bytes`
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (pngSignature.every((byte, index) => bytes[index] === byte)) {
    if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) throw imageProblem('is a PNG without its header');
    return checkSize({ format: 'png', width: view.getUint32(16), height: view.getUint32(20) });
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return checkSize({ format: 'jpeg', ...jpegSize(view) });
  throw imageProblem('is neither PNG nor JPEG');
}

function checkSize(header: ImageHeader): ImageHeader {
  const { width, height } = header;
  if (width < 1 || height < 1) throw imageProblem(`has the size ${width} x ${height}`);
  if (width * height > mostPixels) {
    throw imageProblem(`has ${width} x ${height} pixels, more than the ${mostPixels} that are read`, {
      nextStep: 'Save the image with fewer pixels, or take it out of the folder.',
    });
  }
  return header;
}

/** In the first frame header (ITU-T T.81, section B.2.2: SOF0 to SOF15 without DHT, JPG and DAC). */
function jpegSize(view: DataView): { width: number; height: number; components: number } {
  let at = 2;
  while (at + 10 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) break;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: view.getUint8(at + 9) };
    }
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    if (!standsAlone && view.getUint16(at + 2) < 2) break;
    at += standsAlone ? 2 : 2 + view.getUint16(at + 2);
  }
  throw imageProblem('is a JPEG without its size');
}
