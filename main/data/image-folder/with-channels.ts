import type { DecodedImage } from './decoded-image.ts';

/**
 * The pixels of an image in grey or in colour. Grey is ITU-R BT.601's luma in the integers that Pillow's `convert('L')`
 * uses; a grey image has its value in all three colours.
 *
 * @returns [height, width, channels]
 */
export function withChannels({ pixels, channels }: DecodedImage, wanted: 1 | 3): Uint8Array {
  if (channels === wanted) return pixels;
  if (wanted === 3) {
    const colours = new Uint8Array(3 * pixels.length);
    for (let index = 0; index < colours.length; index++) colours[index] = pixels[Math.floor(index / 3)]!;
    return colours;
  }
  const grey = new Uint8Array(pixels.length / 3);
  for (let index = 0; index < grey.length; index++) {
    const [red, green, blue] = [pixels[3 * index]!, pixels[3 * index + 1]!, pixels[3 * index + 2]!];
    grey[index] = (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16;
  }
  return grey;
}
