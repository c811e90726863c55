import type { DataSet } from './data-set.ts';
import type { LabelledImages } from './labelled-images.ts';

/** A set that was read, in numbers to look it over by. */
export interface DataSummary {
  /** [height, width, channels]; of features [1, 1, features] */
  readonly shape: readonly number[];
  readonly values: 'bytes' | 'float32';
  readonly classes: readonly string[];
  readonly parts: readonly {
    readonly part: 'training' | 'test';
    readonly examples: number;
    /** Of each class */
    readonly classCounts: readonly number[];
    /** SHA-256, hex */
    readonly checksum: string;
  }[];
  /** Of each channel (or feature), as training normalises it; of bytes on the scale 0..1 */
  readonly normalisation: { readonly mean: readonly number[]; readonly standardDeviation: readonly number[] };
  /** Of all values of the training images; absent for features, whose scales differ */
  readonly histogram?: ValueHistogram;
  /** What is odd about the set and was left so, a sentence each */
  readonly notices?: readonly string[];
  /** Of rows of features, over the training part */
  readonly features?: readonly { readonly name: string; readonly smallest: number; readonly largest: number }[];
}

export interface ValueHistogram {
  readonly from: number;
  readonly to: number;
  /** Of equal width, from `from` on; what is `to` lies in the last */
  readonly counts: readonly number[];
}

const histogramBins = 16;

function classCounts({ labels, classNames }: LabelledImages): number[] {
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}

function rangeOf(pixels: Uint8Array | Float32Array, first = 0, step = 1): { smallest: number; largest: number } {
  let smallest = Infinity;
  let largest = -Infinity;
  for (let position = first; position < pixels.length; position += step) {
    smallest = Math.min(smallest, pixels[position]!);
    largest = Math.max(largest, pixels[position]!);
  }
  return { smallest, largest };
}

/** Bytes from 0 to 256, so that every bin holds as many different ones; other numbers over their own range. */
function histogram(pixels: Uint8Array | Float32Array): ValueHistogram {
  const isBytes = pixels instanceof Uint8Array;
  const { smallest, largest } = isBytes ? { smallest: 0, largest: 256 } : rangeOf(pixels);
  const width = (largest - smallest) / histogramBins || 1;
  const counts = new Array<number>(histogramBins).fill(0);
  for (const value of pixels) counts[Math.min(histogramBins - 1, Math.floor((value - smallest) / width))]! += 1;
  return { from: smallest, to: largest, counts };
}

/** What there is to know of a set before it is used. */
export function summariseData({ training, test, normalisation, notices }: DataSet): DataSummary {
  const { pixels, shape, classNames, features } = training;
  return {
    shape,
    values: pixels instanceof Uint8Array ? 'bytes' : 'float32',
    classes: classNames,
    parts: (['training', 'test'] as const).map((part) => {
      const images = part === 'training' ? training : test;
      return {
        part,
        examples: images.labels.length,
        classCounts: classCounts(images),
        checksum: images.checksum,
      };
    }),
    normalisation,
    ...(notices === undefined ? {} : { notices }),
    ...(features === undefined
      ? { histogram: histogram(pixels) }
      : { features: features.map((name, column) => ({ name, ...rangeOf(pixels, column, features.length) })) }),
  };
}
