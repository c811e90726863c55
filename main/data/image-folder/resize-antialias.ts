/** What a pixel along one axis is made of: the pixels from `first` on, with these weights in units of 2^-22. */
interface Taps {
  readonly first: number;
  readonly weights: Int32Array;
}

const precisionBits = 22;
const half = 2 ** (precisionBits - 1);

/** A triangle over two pixels of the larger of both images, cut off at the border. */
function triangleTaps(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const heights = Array.from({ length: end - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs((first + tap - centre + 0.5) * (1 / reach))),
    );
    const sum = heights.reduce((all, height) => all + height, 0);
    return {
      first,
      weights: Int32Array.from(heights, (height) => Math.trunc(0.5 + (height / sum) * 2 ** precisionBits)),
    };
  });
}

const byteOf = (sum: number): number => Math.max(0, Math.min(255, sum >> precisionBits));

/** Lines of [from, inner] become [to, inner]; of `outer` lines, one after another. */
function resample(pixels: Uint8Array, outer: number, from: number, to: number, inner: number): Uint8Array {
  if (from === to) return pixels;
  const taps = triangleTaps(from, to);
  const resampled = new Uint8Array(outer * to * inner);
  for (let line = 0; line < outer; line++) {
    taps.forEach(({ first, weights }, index) => {
      const begin = (line * from + first) * inner;
      const target = (line * to + index) * inner;
      for (let value = 0; value < inner; value++) {
        let sum = half;
        let at = begin + value;
        for (let tap = 0; tap < weights.length; tap++) {
          sum += weights[tap]! * pixels[at]!;
          at += inner;
        }
        resampled[target + value] = byteOf(sum);
      }
    });
  }
  return resampled;
}

/**
 * An image of another size, bilinear with smoothing where it becomes smaller: bit for bit what Pillow's
 * `Image.resize(size, BILINEAR)` makes, and so torchvision's `Resize` of images that come from Pillow. Columns first, then
 * rows, each rounded to bytes; weights of 22 bits (Pillow, src/libImaging/Resample.c).
 *
 * @param pixels [height, width, channels]
 * @returns [size[0], size[1], channels]; the same memory when nothing changes
 */
export function resizeAntialias(
  pixels: Uint8Array,
  [height, width]: readonly [height: number, width: number],
  channels: number,
  [newHeight, newWidth]: readonly [height: number, width: number],
): Uint8Array {
  const narrow = resample(pixels, height, width, newWidth, channels);
  return resample(narrow, 1, height, newHeight, newWidth * channels);
}
