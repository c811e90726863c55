import { LabError } from '../contract/errors.ts';
import { philox4x32, type PhiloxCounter, type PhiloxKey } from '../lab/random/philox.ts';
import { scrambleSeed } from '../lab/random/stateless.ts';
import { streamKey } from '../lab/random/stream.ts';
import type { Normalisation } from './normalisation.ts';

/**
 * What the border holds: `black` is 0 before normalisation, as torchvision's RandomCrop(size, padding) ahead
 * of ToTensor and Normalize gives it (and as the pretrained ResNets were trained); `mean` is the value 0 after
 * normalisation, a pixel of the channel's mean.
 */
export type PaddingFill = 'black' | 'mean';

/**
 * Pad, crop back to the size at a random place, flip left to right at random (He et al., "Deep Residual Learning for Image
 * Recognition", CVPR 2016, section 4.2).
 */
export interface Augmentation {
  /** Pixels added on every side before cropping, 0 or more; 4 for CIFAR */
  readonly padding: number;
  readonly fill: PaddingFill;
  /** Probability of a flip, 0 to 1 */
  readonly flipProbability: number;
}

/** What happens to one image: where the crop begins in the padded image (0..2 x padding), and whether it is flipped. */
export interface Placement {
  readonly top: number;
  readonly left: number;
  readonly flipped: boolean;
}

const wordRange = 2 ** 32;

/** @throws LabError `invalid-argument` */
export function checkAugmentation({ padding, flipProbability }: Augmentation): void {
  if (
    Number.isSafeInteger(padding) &&
    padding >= 0 &&
    padding <= 1024 &&
    flipProbability >= 0 &&
    flipProbability <= 1
  ) {
    return;
  }
  throw new LabError(
    'invalid-argument',
    `The augmentation has padding ${padding} and flip probability ${flipProbability}.`,
    'Give a padding of 0 to 1024 whole pixels and a probability from 0 to 1.',
  );
}

/**
 * The placements of one epoch. Image i uses Philox block i of the stream (seed, `data/augmentation`, epoch), so it gets
 * the same placement whatever the batch size and the order.
 *
 * The crop's place is floor(word x (2 padding + 1) / 2^32), whose bias is below 2^-20 for the paddings allowed.
 *
 * @returns a function of the image's index in its set
 */
export function placements(augmentation: Augmentation, seed: number, epoch: number): (imageIndex: number) => Placement {
  const { key, counter } = scrambleSeed([streamKey(seed, 'data/augmentation'), epoch]);
  return (imageIndex) => placementOf(augmentation, key, [imageIndex, 0, counter[2], counter[3]]);
}

function placementOf(augmentation: Augmentation, key: PhiloxKey, counter: PhiloxCounter): Placement {
  const places = 2 * augmentation.padding + 1;
  const [vertical, horizontal, flip] = philox4x32(key, counter);
  return {
    top: Math.floor((vertical / wordRange) * places),
    left: Math.floor((horizontal / wordRange) * places),
    flipped: flip / wordRange < augmentation.flipProbability,
  };
}

export interface PlacedImage {
  /** [images, height, width, channels]; bytes with their `table`, other numbers with their `normalisation` */
  readonly pixels: Uint8Array | Float32Array;
  readonly imageIndex: number;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly normalisation: Normalisation;
  /** Of bytes, from `normalisationTable` */
  readonly table?: Float32Array;
}

/**
 * Writes one image, normalised, cropped from its padded self and possibly flipped, into `target` from `offset` on:
 * height x width x channels values. Crop first, then flip.
 */
export function writePlaced(
  { pixels, imageIndex, shape, normalisation, table }: PlacedImage,
  { top, left, flipped }: Placement,
  { padding, fill }: Augmentation,
  target: Float32Array,
  offset: number,
): void {
  const [height, width, channels] = shape;
  const source = imageIndex * height * width * channels;
  for (let channel = 0; channel < channels; channel++) {
    const lookup = channel * 256;
    const mean = normalisation.mean[channel]!;
    const deviation = normalisation.standardDeviation[channel]!;
    const black = table === undefined ? -mean / deviation : table[lookup]!;
    const border = fill === 'black' ? black : 0;
    for (let row = 0; row < height; row++) {
      const sourceRow = row + top - padding;
      const inside = sourceRow >= 0 && sourceRow < height;
      const from = source + sourceRow * width * channels + channel;
      let to = offset + (row * width + (flipped ? width - 1 : 0)) * channels + channel;
      const step = flipped ? -channels : channels;
      for (let column = 0; column < width; column++) {
        const sourceColumn = column + left - padding;
        if (inside && sourceColumn >= 0 && sourceColumn < width) {
          const value = pixels[from + sourceColumn * channels]!;
          target[to] = table === undefined ? (value - mean) / deviation : table[lookup + value]!;
        } else {
          target[to] = border;
        }
        to += step;
      }
    }
  }
}
