import { resizeAntialias } from './resize-antialias.ts';

/** How pixels of another size are made. */
export type Resizing = 'area' | 'bilinear' | 'antialias';

/** What a pixel along one axis is made of: the pixels from `first` on, with these weights. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/** The area of a new pixel in the old ones: whole ones count fully, those at its ends by their share. */
function areaTaps(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const begin = index * scale;
    const end = Math.min(from, (index + 1) * scale);
    const first = Math.floor(begin);
    const last = Math.max(first, Math.min(from, Math.ceil(end)) - 1);
    const shares = Array.from(
      { length: last - first + 1 },
      (_, tap) => Math.min(end, first + tap + 1) - Math.max(begin, first + tap),
    );
    const whole = shares.reduce((sum, share) => sum + share, 0);
    return { first, weights: shares.map((share) => share / whole) };
  });
}

/** Between the two nearest centres; beyond the outermost, that one alone. */
function bilinearTaps(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const centre = Math.max(0, Math.min(from - 1, (index + 0.5) * scale - 0.5));
    const first = Math.floor(centre);
    const second = centre - first;
    return { first, weights: second === 0 ? [1] : [1 - second, second] };
  });
}

/**
 * An image of another size. `area` is the mean of the area that a new pixel covers, right for making images smaller;
 * `bilinear` lies between the four nearest pixels, with centres at half pixels and without smoothing (as
 * `torch.nn.functional.interpolate` does it without `align_corners` and `antialias`); of both, values are rounded once, at
 * the end. `antialias` is what Pillow and torchvision do, see {@link resizeAntialias}.
 *
 * @param pixels [height, width, channels]
 * @returns [size[0], size[1], channels]; the same memory when nothing changes
 */
export function resize(
  pixels: Uint8Array,
  [height, width]: readonly [height: number, width: number],
  channels: number,
  [newHeight, newWidth]: readonly [height: number, width: number],
  resizing: Resizing,
): Uint8Array {
  if (height === newHeight && width === newWidth) return pixels;
  if (resizing === 'antialias') return resizeAntialias(pixels, [height, width], channels, [newHeight, newWidth]);
  const tapsOf = resizing === 'area' ? areaTaps : bilinearTaps;
  const columns = tapsOf(width, newWidth);
  const narrow = new Float64Array(height * newWidth * channels);
  for (let row = 0; row < height; row++) {
    columns.forEach(({ first, weights }, column) => {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let from = (row * width + first) * channels + channel;
        for (const weight of weights) {
          sum += weight * pixels[from]!;
          from += channels;
        }
        narrow[(row * newWidth + column) * channels + channel] = sum;
      }
    });
  }
  const rowValues = newWidth * channels;
  const resized = new Uint8Array(newHeight * rowValues);
  tapsOf(height, newHeight).forEach(({ first, weights }, row) => {
    for (let value = 0; value < rowValues; value++) {
      let sum = 0;
      let from = first * rowValues + value;
      for (const weight of weights) {
        sum += weight * narrow[from]!;
        from += rowValues;
      }
      resized[row * rowValues + value] = Math.round(sum);
    }
  });
  return resized;
}
