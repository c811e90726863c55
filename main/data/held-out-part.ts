import { LabError } from '../contract/errors.ts';
import { imageValueCount, type LabelledImages } from './labelled-images.ts';
import { splitTraining, type Split } from './splits.ts';

/**
 * Sets a share of each class aside as the test part, for sources that have none.
 *
 * @param fraction of all, between 0 and 1; one image at least, and one less than all at most
 * @param name of the source, for the sentence of an error
 * @returns indices; the test part's under `validation`
 * @throws LabError `invalid-data-file` when there is only one image
 */
export function holdOutTest(labels: ArrayLike<number>, fraction: number, seed: number, name: string): Split {
  if (labels.length < 2) {
    throw new LabError(
      'invalid-data-file',
      `${name} has ${labels.length === 1 ? 'one example' : 'no examples'}, which cannot be divided into a training and a test part.`,
      'Give more examples, or a test part of its own.',
    );
  }
  return splitTraining(labels, { validation: testCount(labels.length, fraction), seed });
}

/** Images that {@link holdOutTest} sets aside. */
export function testCount(all: number, fraction: number): number {
  return Math.min(all - 1, Math.max(1, Math.round(all * fraction)));
}

/**
 * Indices class by class in turn: the first of each class, the second of each, and so on. Where a source has its images
 * sorted by class, the first N of it show all classes then.
 *
 * @param chosen in the order of the source
 */
export function inTurns(labels: ArrayLike<number>, chosen: Int32Array): Int32Array {
  const seen = new Map<number, number>();
  const rank = new Map<number, number>();
  for (const index of chosen) {
    const label = labels[index]!;
    const before = seen.get(label) ?? 0;
    rank.set(index, before);
    seen.set(label, before + 1);
  }
  return chosen
    .slice()
    .sort((left, right) => rank.get(left)! - rank.get(right)! || labels[left]! - labels[right]! || left - right);
}

/** Some images of a set as a set of their own, in the order of their indices. */
export function partOf(images: LabelledImages, indices: Int32Array, name: string): LabelledImages {
  const size = imageValueCount(images.shape);
  const { pixels } = images;
  const taken =
    pixels instanceof Uint8Array ? new Uint8Array(indices.length * size) : new Float32Array(indices.length * size);
  indices.forEach((index, position) => taken.set(pixels.subarray(index * size, (index + 1) * size), position * size));
  return { ...images, name, pixels: taken, labels: Int32Array.from(indices, (index) => images.labels[index]!) };
}

/** Training and test part of a set that has no test part of its own. */
export function divideSet(
  images: LabelledImages,
  { testFraction, seed }: { readonly testFraction: number; readonly seed: number },
): { readonly training: LabelledImages; readonly test: LabelledImages } {
  const split = holdOutTest(images.labels, testFraction, seed, images.name);
  return {
    training: partOf(images, split.training, `${images.name}, training part`),
    test: partOf(images, inTurns(images.labels, split.validation), `${images.name}, test part`),
  };
}
