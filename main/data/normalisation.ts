import { LabError } from '../contract/errors.ts';
import type { LabelledImages } from './labelled-images.ts';

/**
 * Mean and standard deviation of each channel: of bytes on the scale 0..1 on which 1 is the byte 255, of other numbers as
 * they are.
 */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/**
 * What the pretrained CIFAR-10 ResNets of Y. Idelbayev expect (akamaster/pytorch_resnet_cifar10, trainer.py). The
 * numbers are ImageNet's, as torchvision uses them, not CIFAR-10's own (0.4914, 0.4822, 0.4465) / (0.247, 0.243, 0.262).
 */
export const cifar10Normalisation: Normalisation = {
  mean: [0.485, 0.456, 0.406],
  standardDeviation: [0.229, 0.224, 0.225],
};

/** Of the 60,000 MNIST training images, as in PyTorch's MNIST example; `measureNormalisation` gives the same digits. */
export const mnistNormalisation: Normalisation = { mean: [0.1307], standardDeviation: [0.3081] };

/** Of the default 4,000 `glyphs` training images, rounded to four digits. */
export const glyphsNormalisation: Normalisation = { mean: [0.2623], standardDeviation: [0.2033] };

/**
 * Mean and (population) standard deviation of each channel over all pixels of all images. Those of bytes are exact in
 * float64, as their sums are integers; those of other numbers are found in two passes. A feature that is the same
 * everywhere gets the deviation 1: it becomes 0 and says nothing.
 *
 * @throws LabError `invalid-data-file` when a channel of images is constant, because nothing can be divided by 0
 */
export function measureNormalisation(images: LabelledImages): Normalisation {
  const channels = images.shape[2];
  const scale = images.pixels instanceof Uint8Array ? 255 : 1;
  const mean: number[] = [];
  const standardDeviation: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const { average, variance } =
      images.pixels instanceof Uint8Array
        ? momentsOfBytes(images.pixels, channel, channels)
        : momentsOfNumbers(images.pixels, channel, channels);
    if (!(variance > 0) && images.features === undefined) {
      throw new LabError(
        'invalid-data-file',
        `Channel ${channel} of "${images.name}" has the same value in every pixel, so it cannot be normalised.`,
        'Give mean and standard deviation instead of measuring them, or check the data.',
      );
    }
    mean.push(average / scale);
    standardDeviation.push(variance > 0 ? Math.sqrt(variance) / scale : 1);
  }
  return { mean, standardDeviation };
}

interface Moments {
  readonly average: number;
  readonly variance: number;
}

function momentsOfBytes(pixels: Uint8Array, channel: number, channels: number): Moments {
  let sum = 0;
  let sumOfSquares = 0;
  for (let position = channel; position < pixels.length; position += channels) {
    const value = pixels[position]!;
    sum += value;
    sumOfSquares += value * value;
  }
  const count = pixels.length / channels;
  const average = sum / count;
  return { average, variance: sumOfSquares / count - average * average };
}

function momentsOfNumbers(pixels: Float32Array, channel: number, channels: number): Moments {
  const count = pixels.length / channels;
  let sum = 0;
  for (let position = channel; position < pixels.length; position += channels) sum += pixels[position]!;
  const average = sum / count;
  let sumOfSquares = 0;
  let isConstant = true;
  for (let position = channel; position < pixels.length; position += channels) {
    isConstant &&= pixels[position] === pixels[channel];
    sumOfSquares += (pixels[position]! - average) ** 2;
  }
  // The rounded average of equal numbers need not be that number
  return { average, variance: isConstant ? 0 : sumOfSquares / count };
}

/**
 * The normalised value of every byte: element [channel * 256 + byte] is (byte / 255 - mean) / standardDeviation,
 * computed in float64 and rounded once.
 *
 * @throws LabError `invalid-argument` unless there are `channels` finite means and `channels` positive deviations
 */
export function normalisationTable(normalisation: Normalisation, channels: number): Float32Array {
  const { mean, standardDeviation } = checkNormalisation(normalisation, channels);
  const table = new Float32Array(channels * 256);
  for (let channel = 0; channel < channels; channel++) {
    for (let byte = 0; byte < 256; byte++) {
      table[channel * 256 + byte] = (byte / 255 - mean[channel]!) / standardDeviation[channel]!;
    }
  }
  return table;
}

/**
 * Returns the normalisation unchanged when it fits images of so many channels.
 *
 * @throws LabError `invalid-argument` unless there are `channels` finite means and `channels` positive deviations
 */
export function checkNormalisation(normalisation: Normalisation, channels: number): Normalisation {
  const { mean, standardDeviation } = normalisation;
  const usable =
    mean.length === channels &&
    standardDeviation.length === channels &&
    mean.every(Number.isFinite) &&
    standardDeviation.every((value) => Number.isFinite(value) && value > 0);
  if (!usable) {
    throw new LabError(
      'invalid-argument',
      `The normalisation (${mean.join(', ')}) / (${standardDeviation.join(', ')}) does not fit images of ${channels} channels.`,
      'Give one mean and one positive standard deviation for each channel.',
    );
  }
  return normalisation;
}

/**
 * (pixel / 255 - mean) / standardDeviation for each channel of bytes, (value - mean) / standardDeviation of other numbers.
 *
 * @param pixels [..., channels], row-major
 * @returns the same shape
 */
export function normalise(
  pixels: Uint8Array | Float32Array,
  channels: number,
  normalisation: Normalisation,
): Float32Array {
  if (pixels instanceof Float32Array) {
    const { mean, standardDeviation } = checkNormalisation(normalisation, channels);
    return pixels.map((value, index) => (value - mean[index % channels]!) / standardDeviation[index % channels]!);
  }
  const table = normalisationTable(normalisation, channels);
  const values = new Float32Array(pixels.length);
  for (let position = 0; position < pixels.length; position += channels) {
    for (let channel = 0; channel < channels; channel++) {
      values[position + channel] = table[channel * 256 + pixels[position + channel]!]!;
    }
  }
  return values;
}
