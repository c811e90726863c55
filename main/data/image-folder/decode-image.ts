import jpeg from 'jpeg-js';
import { decodePng } from './decode-png.ts';
import type { DecodedImage } from './decoded-image.ts';
import { readImageHeader } from './image-header.ts';
import { imageProblem } from './image-problem.ts';

const decodingMegabytes = 400;
/** A progressive image has about ten. Each is a pass over the whole image, so that many small ones take for ever. */
const mostScans = 100;

/**
 * Decodes a PNG or JPEG image. 16 bits are reduced to 8 by rounding; what is transparent lies on black; a palette is
 * resolved. Profiles of colour and the orientation that a camera notes are not applied.
 *
 * @throws ImageProblem when it is damaged, of another kind, or too large
 */
export function decodeImage(bytes: Uint8Array): DecodedImage {
  return readImageHeader(bytes).format === 'png' ? decodePng(bytes) : decodeJpeg(bytes);
}

function decodeJpeg(bytes: Uint8Array): DecodedImage {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === 0xda) scans += 1;
  if (scans > mostScans) throw imageProblem(`has ${scans} scans, more than the ${mostScans} that are read`);
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: 50,
      maxMemoryUsageInMB: decodingMegabytes,
    });
    return { width, height, channels: 3, pixels: data };
  } catch (error) {
    throw imageProblem(`is a JPEG that cannot be decoded (${shortMessage(error)})`, { cause: error });
  }
}

/** What a decoder says, on one line and not at length. */
function shortMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').replace(/[.:]$/, '').slice(0, 120);
}
