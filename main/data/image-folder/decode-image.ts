import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import type { DecodedImage } from './decoded-image.ts';
import { readImageHeader } from './image-header.ts';

/**
 * Decodes a PNG or JPEG image. 16 bits are reduced to 8 by rounding; what is transparent lies on black; a palette is
 * resolved. Profiles of colour and the orientation that a camera notes are not applied.
 *
 * @throws ImageProblem when it is damaged, of another kind, or too large
 */
export function decodeImage(bytes: Uint8Array): DecodedImage {
  return readImageHeader(bytes).format === 'png' ? decodePng(bytes) : decodeJpeg(bytes);
}
