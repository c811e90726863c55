import { LabError } from '../contract/errors.ts';
import { imageCount, type LabelledImages } from './labelled-images.ts';

/** Mean and standard deviation of each channel, on the scale 0..1 on which 1 is the byte 255. */
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
 * Mean and (population) standard deviation of each channel over all pixels of all images, exact in float64: sums of
 * bytes are integers.
 *
 * @throws LabError `invalid-data-file` when a channel is constant, because nothing can be divided by 0
 */
export function measureNormalisation(images: LabelledImages): Normalisation {
  const [height, width, channels] = images.shape;
  const count = imageCount(images) * height * width;
  const mean: number[] = [];
  const standardDeviation: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    let sumOfSquares = 0;
    for (let position = channel; position < images.pixels.length; position += channels) {
      const value = images.pixels[position]!;
      sum += value;
      sumOfSquares += value * value;
    }
    const average = sum / count;
    const variance = sumOfSquares / count - average * average;
    if (!(variance > 0)) {
      throw new LabError(
        'invalid-data-file',
        `Channel ${channel} of "${images.name}" has the same value in every pixel, so it cannot be normalised.`,
        'Give mean and standard deviation instead of measuring them, or check the data.',
      );
    }
    mean.push(average / 255);
    standardDeviation.push(Math.sqrt(variance) / 255);
  }
  return { mean, standardDeviation };
}

/**
 * The normalised value of every byte: element [channel * 256 + byte] is (byte / 255 - mean) / standardDeviation,
 * computed in float64 and rounded once.
 *
 * @throws LabError `invalid-argument` unless there are `channels` finite means and `channels` positive deviations
 */
export function normalisationTable(normalisation: Normalisation, channels: number): Float32Array {
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
  const table = new Float32Array(channels * 256);
  for (let channel = 0; channel < channels; channel++) {
    for (let byte = 0; byte < 256; byte++) {
      table[channel * 256 + byte] = (byte / 255 - mean[channel]!) / standardDeviation[channel]!;
    }
  }
  return table;
}

/**
 * (pixel / 255 - mean) / standardDeviation for each channel.
 *
 * @param pixels [..., channels], row-major
 * @returns the same shape
 */
export function normalise(pixels: Uint8Array, channels: number, normalisation: Normalisation): Float32Array {
  const table = normalisationTable(normalisation, channels);
  const values = new Float32Array(pixels.length);
  for (let position = 0; position < pixels.length; position += channels) {
    for (let channel = 0; channel < channels; channel++) {
      values[position + channel] = table[channel * 256 + pixels[position + channel]!]!;
    }
  }
  return values;
}
