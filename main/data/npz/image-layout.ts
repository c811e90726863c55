import { LabError } from '../../contract/errors.ts';
import type { ImageShape } from '../labelled-images.ts';

export type Layout = 'auto' | 'nhwc' | 'nchw';

/** How an array of images lies. */
export interface ImageLayout {
  readonly count: number;
  readonly shape: ImageShape;
  readonly channelsFirst: boolean;
  /** Rows of features instead of images */
  readonly isFeatures: boolean;
}

const isChannels = (size: number): boolean => size === 1 || size === 3;

/**
 * What the shape of an array means: [n, features], [n, height, width] of grey, or four dimensions with the channels last
 * or first. Which of them, `auto` tells by the one that is 1 or 3.
 *
 * @param place file and array, for the sentence of an error
 * @throws LabError `invalid-data-file` for other shapes, and where `auto` cannot tell
 */
export function imageLayout(dimensions: readonly number[], layout: Layout, place: string): ImageLayout {
  const [count = 0, first = 1, second = 1, third = 1] = dimensions;
  const written = dimensions.length === 1 ? `(${count},)` : `(${dimensions.join(', ')})`;
  if (dimensions.includes(0)) {
    throw new LabError(
      'invalid-data-file',
      `${place} has the shape ${written}, which holds no value.`,
      'Write one example at least.',
    );
  }
  if (dimensions.length < 2 || dimensions.length > 4) {
    throw new LabError(
      'invalid-data-file',
      `${place} has the shape ${written}, which is none of (n, features), (n, height, width) and four dimensions.`,
      'Write images as (n, height, width, channels) or (n, channels, height, width).',
    );
  }
  if (dimensions.length === 2) return { count, shape: [1, 1, first], channelsFirst: false, isFeatures: true };
  if (dimensions.length === 3) return { count, shape: [first, second, 1], channelsFirst: false, isFeatures: false };
  if (layout === 'auto' && isChannels(first) === isChannels(third)) {
    throw new LabError(
      'invalid-data-file',
      `${place} has the shape ${written}, which does not say whether the channels come first or last.`,
      'Say that the channels are last (`layout: nhwc`) or first (`layout: nchw`).',
    );
  }
  const channelsFirst = layout === 'nchw' || (layout === 'auto' && isChannels(first));
  const shape: ImageShape = channelsFirst ? [second, third, first] : [first, second, third];
  return { count, shape, channelsFirst, isFeatures: false };
}

/** Images with their channels first, put last. */
export function channelsLast<Pixels extends Uint8Array | Float32Array>(
  pixels: Pixels,
  [height, width, channels]: ImageShape,
): Pixels {
  if (channels === 1) return pixels;
  const plane = height * width;
  const ordered = pixels.slice() as Pixels;
  for (let image = 0; image < pixels.length; image += plane * channels) {
    for (let channel = 0; channel < channels; channel++) {
      const from = image + channel * plane;
      for (let pixel = 0; pixel < plane; pixel++) ordered[image + pixel * channels + channel] = pixels[from + pixel]!;
    }
  }
  return ordered;
}
