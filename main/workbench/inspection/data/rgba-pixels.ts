/**
 * An image as a canvas takes it: four bytes a pixel, opaque.
 *
 * @param pixels 0..255, [height, width, channels]; of one channel grey, of three red, green and blue. Of others the first is
 * shown as grey
 */
export function rgbaPixels(pixels: Uint8Array, channels: number): Uint8Array {
  const count = pixels.length / channels;
  const rgba = new Uint8Array(4 * count);
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * channels;
    for (let colour = 0; colour < 3; colour++) {
      rgba[4 * pixel + colour] = pixels[from + (channels === 3 ? colour : 0)]!;
    }
    rgba[4 * pixel + 3] = 255;
  }
  return rgba;
}
