import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import type { ArraySource } from './array-source.ts';

/** Which arrays are what; without a test part, one is held out. */
export interface ArrayNames {
  readonly images: string;
  readonly labels: string;
  readonly test?: { readonly images: string; readonly labels: string };
}

type Pair = readonly [images: string, labels: string];

/** As Keras, MedMNIST and others name them; case does not matter. */
const trainingPairs: readonly Pair[] = [
  ['x_train', 'y_train'],
  ['train_images', 'train_labels'],
  ['train_x', 'train_y'],
  ['images_train', 'labels_train'],
];
const testPairs: readonly Pair[] = [
  ['x_test', 'y_test'],
  ['test_images', 'test_labels'],
  ['test_x', 'test_y'],
  ['images_test', 'labels_test'],
];
const wholePairs: readonly Pair[] = [
  ['images', 'labels'],
  ['x', 'y'],
  ['data', 'labels'],
  ['data', 'target'],
  ['features', 'labels'],
  ['inputs', 'labels'],
];

function findPair(names: readonly string[], pairs: readonly Pair[]): Pair | undefined {
  const written = (wanted: string): string | undefined => names.find((name) => name.toLowerCase() === wanted);
  for (const [images, labels] of pairs) {
    const pair = [written(images), written(labels)] as const;
    if (pair[0] !== undefined && pair[1] !== undefined) return [pair[0], pair[1]];
  }
  return undefined;
}

/** What an array holds, as the interface calls it too. */
const contents = {
  images: 'training images',
  labels: 'training labels',
  testImages: 'test images',
  testLabels: 'test labels',
} as const;

/**
 * Which arrays hold images and labels: those that the specification names, otherwise the usual ones.
 *
 * @throws LabError `invalid-data-file` when they are not there, or only one of a pair is
 */
export function arrayNames({ names, path }: ArraySource, written: DataOf<'npz'>['arrays'] = {}): ArrayNames {
  const listed = names.length === 0 ? 'it has none' : `it has ${names.slice(0, 20).join(', ')}`;
  for (const [field, name] of Object.entries(written)) {
    if (name === undefined || names.includes(name)) continue;
    throw new LabError(
      'invalid-data-file',
      `${path} has no array ${name} (${listed}).`,
      `Name one of its arrays for the ${contents[field as keyof typeof contents]} (\`data.arrays.${field}\`).`,
    );
  }
  const training = findPair(names, trainingPairs);
  const [images, labels] = training ?? findPair(names, wholePairs) ?? [];
  const found = { images: written.images ?? images, labels: written.labels ?? labels };
  if (found.images === undefined || found.labels === undefined) {
    throw new LabError(
      'invalid-data-file',
      `${path} has no arrays of images and labels by a usual name (${listed}).`,
      'Name the training images (`data.arrays.images`) and the training labels (`data.arrays.labels`), or write x_train, y_train, x_test and y_test.',
    );
  }
  const isNamed = written.images !== undefined || written.labels !== undefined;
  // A test part that is found by itself belongs to a training part that is
  const [testImages, testLabels] = isNamed || training === undefined ? [] : (findPair(names, testPairs) ?? []);
  const test = { images: written.testImages ?? testImages, labels: written.testLabels ?? testLabels };
  if ((test.images === undefined) !== (test.labels === undefined)) {
    throw new LabError(
      'invalid-data-file',
      `The test part of ${path} has ${test.images === undefined ? 'labels without images' : 'images without labels'}.`,
      'Name both, the test images (`data.arrays.testImages`) and the test labels (`data.arrays.testLabels`), or neither.',
    );
  }
  return {
    images: found.images,
    labels: found.labels,
    ...(test.images === undefined || test.labels === undefined
      ? {}
      : { test: { images: test.images, labels: test.labels } }),
  };
}
