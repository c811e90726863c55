/**
 * An image as a canvas takes it: four bytes a pixel, opaque.
 *
 * @param pixels [height, width, channels]; of one channel grey, of three red, green and blue. Of others the first is shown
 *   as grey. Bytes are shown as they are; other numbers from the smallest of the image, black, to its largest, white
 */
export function rgbaPixels(pixels: Uint8Array | Float32Array, channels: number): Uint8Array {
  const shown = pixels instanceof Uint8Array ? pixels : stretched(pixels);
  const count = shown.length / channels;
  const rgba = new Uint8Array(4 * count);
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * channels;
    for (let colour = 0; colour < 3; colour++) {
      rgba[4 * pixel + colour] = shown[from + (channels === 3 ? colour : 0)]!;
    }
    rgba[4 * pixel + 3] = 255;
  }
  return rgba;
}

function stretched(values: Float32Array): Uint8Array {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = most > least ? most - least : 1;
  return Uint8Array.from(values, (value) => Math.round((255 * (value - least)) / range));
}
