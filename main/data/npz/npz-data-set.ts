import { basename } from 'node:path';
import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import { divideSet, holdOutTest } from '../held-out-part.ts';
import { checkLabelledImages, imageValueCount, type DataSetHeader, type LabelledImages } from '../labelled-images.ts';
import { measureNormalisation } from '../normalisation.ts';
import { withNotices, type DataSet } from '../data-set.ts';
import { scaleNotices } from '../part-scales.ts';
import { arrayNames } from './array-names.ts';
import { arrayLabels, arrayPixels } from './array-pixels.ts';
import { openArrays, type ArraySource } from './array-source.ts';
import { channelsLast, imageLayout, type ImageLayout } from './image-layout.ts';

const mostClasses = 10_000;

interface PartNames {
  readonly images: string;
  readonly labels: string;
}

interface Opened {
  readonly arrays: ArraySource;
  readonly training: PartNames;
  readonly test?: PartNames;
}

function openParts(path: string, specification: DataOf<'npz'>): Opened {
  const arrays = openArrays(path);
  const { test, ...training } = arrayNames(arrays, specification.arrays);
  return { arrays, training, ...(test === undefined ? {} : { test }) };
}

interface PartShape extends ImageLayout {
  readonly labels: Int32Array;
}

/** Labels are few bytes, so they are read to know the classes. */
function partShape(arrays: ArraySource, { images, labels }: PartNames, specification: DataOf<'npz'>): PartShape {
  const layout = imageLayout(arrays.header(images).shape, specification.layout, `${arrays.path}: ${images}`);
  const most = specification.classNames?.length ?? mostClasses;
  const numbers = arrayLabels(arrays.read(labels), most, `${arrays.path}: ${labels}`);
  if (numbers.length !== layout.count) {
    throw new LabError(
      'invalid-data-file',
      `${arrays.path} has ${layout.count} examples in ${images}, but ${numbers.length} labels in ${labels}.`,
      'Write one label for each example, or name other arrays.',
    );
  }
  return { ...layout, labels: numbers };
}

/** @throws LabError `invalid-data-file` when the test part has other images than the training part */
function checkSameShape(path: string, training: PartShape, test: PartShape): void {
  if (training.shape.join() === test.shape.join() && training.isFeatures === test.isFeatures) return;
  throw new LabError(
    'invalid-data-file',
    `The test part of ${path} has examples of ${test.shape.join(' x ')}, but the training part of ${training.shape.join(' x ')}.`,
    'Bring both to the same size.',
  );
}

/** Those that are written, or the numbers up to the highest of the training part. */
function classNames({ classNames: written }: DataOf<'npz'>, { labels }: PartShape, path: string): readonly string[] {
  if (written !== undefined) return written;
  let highest = 0;
  for (const label of labels) highest = Math.max(highest, label);
  if (highest > 0) return Array.from({ length: highest + 1 }, (_, label) => String(label));
  throw new LabError(
    'invalid-data-file',
    `${path} has one class, 0.`,
    'Give examples of two classes at least, or name the array of other training labels (`data.arrays.labels`).',
  );
}

/** @throws LabError `invalid-data-file` for a class that nothing can be learnt about */
function checkTestClasses({ labels }: PartShape, classes: number, place: string): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong < 0) return;
  throw new LabError(
    'invalid-data-file',
    `${place} has the label ${labels[wrong]} for example ${wrong}, and the highest of the training part is ${classes - 1}.`,
    'Give both parts the same classes, or list the names of all (`data.classNames`).',
  );
}

/** Numbers that are left out are classes all the same, and labels that begin at 1 make one of them. */
function missingClasses({ labels }: PartShape, classes: readonly string[]): readonly string[] {
  const there = new Set(labels);
  const missing = classes.filter((_, label) => !there.has(label));
  if (missing.length === 0) return [];
  const named = missing.length > 5 ? `${missing.slice(0, 5).join(', ')}, ...` : missing.join(', ');
  return [
    `No training example is of ${missing.length === 1 ? 'the class' : `${missing.length} classes:`} ${named}; classes are numbered from 0.`,
  ];
}

function openShapes(path: string, specification: DataOf<'npz'>) {
  const opened = openParts(path, specification);
  const training = partShape(opened.arrays, opened.training, specification);
  const test = opened.test && partShape(opened.arrays, opened.test, specification);
  if (test !== undefined) checkSameShape(path, training, test);
  const classes = classNames(specification, training, path);
  if (test !== undefined) checkTestClasses(test, classes.length, `${path}: ${opened.test!.labels}`);
  return { opened, training, test, classes };
}

/**
 * Reads images (or rows of features) and labels that NumPy wrote: an .npz file, or a folder of .npy files. Whole numbers
 * from 0 to 255 stay bytes, all else becomes float32. Normalised by the training part. Without a test part, a share of each
 * class is held out.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readNpzDataSet(path: string, specification: DataOf<'npz'>): DataSet {
  const { opened, training, test, classes } = openShapes(path, specification);
  const { arrays } = opened;
  const checksum = arrays.checksum(
    [opened.training, opened.test ?? []].flat().flatMap(({ images, labels }) => [images, labels]),
  );
  const read = (names: PartNames, { shape, channelsFirst, isFeatures, labels }: PartShape, name: string) => {
    const pixels = arrayPixels(arrays.read(names.images), imageValueCount(shape), `${path}: ${names.images}`);
    return checkLabelledImages({
      name,
      pixels: channelsFirst ? channelsLast(pixels, shape) : pixels,
      labels,
      shape,
      classNames: classes,
      ...(isFeatures ? { features: Array.from({ length: shape[2] }, (_, index) => `feature ${index + 1}`) } : {}),
      checksum,
    });
  };
  const title = basename(path);
  const missing = missingClasses(training, classes);
  const whole = read(opened.training, training, test === undefined ? title : `${title}, training part`);
  if (test === undefined) {
    const parts = divideSet(whole, specification);
    return { ...parts, normalisation: measureNormalisation(parts.training), ...withNotices(missing) };
  }
  const tested: LabelledImages = read(opened.test!, test, `${title}, test part`);
  const parts = sameNumbers(whole, tested);
  return {
    ...parts,
    normalisation: measureNormalisation(parts.training),
    ...withNotices([...missing, ...scaleNotices(parts.training, parts.test)]),
  };
}

/** Bytes and other numbers are normalised on scales of their own: where one part is no bytes, none is. */
function sameNumbers(training: LabelledImages, test: LabelledImages): Pick<DataSet, 'training' | 'test'> {
  if (training.pixels instanceof Uint8Array === test.pixels instanceof Uint8Array) return { training, test };
  const asNumbers = (images: LabelledImages): LabelledImages => ({
    ...images,
    pixels: Float32Array.from(images.pixels),
  });
  return { training: asNumbers(training), test: asNumbers(test) };
}

/**
 * Shape, counts and classes, by the beginnings of the arrays and the labels.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readNpzDataSetHeader(path: string, specification: DataOf<'npz'>): DataSetHeader {
  const { training, test, classes } = openShapes(path, specification);
  const { shape, count, labels } = training;
  if (test !== undefined) return { shape, classes: classes.length, trainingImages: count, testImages: test.count };
  const split = holdOutTest(labels, specification.testFraction, specification.seed, path);
  const testImages = split.validation.length;
  return { shape, classes: classes.length, trainingImages: count - testImages, testImages };
}
