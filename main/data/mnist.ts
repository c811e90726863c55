import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { maximumIdxBytes, parseIdx, readIdxDimensions } from './idx.ts';
import { checkLabelledImages, type DataSetHeader, type ImageShape, type LabelledImages } from './labelled-images.ts';
import { readWholeFile } from './read-file.ts';

const classNames = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** As published, or as unpacked by programs that turn the second dash into a point; with or without gzip. */
function findFile(folder: string, stem: string, suffix: string): string {
  const names = [`${stem}-${suffix}`, `${stem}-${suffix}.gz`, `${stem}.${suffix}`, `${stem}.${suffix}.gz`];
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new LabError(
    'missing-file',
    `There is neither ${names[0]} nor ${names[1]} in ${folder}.`,
    'Check the path, or put the four published MNIST files there.',
  );
}

interface PartFiles {
  readonly images: string;
  readonly labels: string;
}

function findPart(folder: string, stem: string): PartFiles {
  return {
    images: findFile(folder, `${stem}-images`, 'idx3-ubyte'),
    labels: findFile(folder, `${stem}-labels`, 'idx1-ubyte'),
  };
}

const imagesRole = 'file of IDX images';
const labelsRole = 'file of IDX labels';
const next = 'Fetch the four MNIST files again, and keep images and labels of one set together.';

/** @returns the number of images and their shape */
function checkDimensions(
  files: PartFiles,
  images: readonly number[],
  labels: readonly number[],
): { readonly count: number; readonly shape: ImageShape } {
  const [count, height, width] = images;
  if (count === undefined || height === undefined || width === undefined) {
    throw new LabError('invalid-data-file', `${files.images} holds labels, not images.`, next);
  }
  if (labels.length !== 1) {
    throw new LabError('invalid-data-file', `${files.labels} holds images, not labels.`, next);
  }
  if (labels[0] !== count) {
    throw new LabError(
      'invalid-data-file',
      `${files.images} has ${count} images, but ${files.labels} has ${labels[0]} labels.`,
      next,
    );
  }
  return { count, shape: [height, width, 1] };
}

function readPart(folder: string, stem: string, name: string): LabelledImages {
  const files = findPart(folder, stem);
  const imageBytes = readWholeFile(files.images, imagesRole, 'invalid-data-file', maximumIdxBytes + 16);
  const labelBytes = readWholeFile(files.labels, labelsRole, 'invalid-data-file', maximumIdxBytes + 16);
  const images = parseIdx(imageBytes, files.images);
  const labels = parseIdx(labelBytes, files.labels);
  const { shape } = checkDimensions(files, images.dimensions, labels.dimensions);
  const wrong = labels.values.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new LabError(
      'invalid-data-file',
      `${files.labels} has the label ${labels.values[wrong]} at byte ${8 + wrong}, but there are labels 0 to 9.`,
      next,
    );
  }
  return checkLabelledImages({
    name,
    pixels: images.values,
    labels: labels.values,
    shape,
    classNames,
    checksum: createHash('sha256').update(imageBytes).update(labelBytes).digest('hex'),
  });
}

/**
 * Reads `train-images-idx3-ubyte[.gz]` and `train-labels-idx1-ubyte[.gz]`: 60,000 images of 28 x 28 x 1.
 *
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readMnistTraining(folder: string): LabelledImages {
  return readPart(folder, 'train', 'MNIST training');
}

/** Reads `t10k-images-idx3-ubyte[.gz]` and `t10k-labels-idx1-ubyte[.gz]`: 10,000 images; else as {@link readMnistTraining}. */
export function readMnistTest(folder: string): LabelledImages {
  return readPart(folder, 't10k', 'MNIST test');
}

/**
 * Number and shape of the training and the test images, by the files' beginnings and sizes.
 *
 * @throws LabError `missing-file` or `invalid-data-file`, also when the two parts have images of different sizes
 */
export function readMnistHeader(folder: string): DataSetHeader {
  const [training, test] = ['train', 't10k'].map((stem) => {
    const files = findPart(folder, stem);
    const images = readIdxDimensions(files.images, imagesRole);
    return { files, ...checkDimensions(files, images, readIdxDimensions(files.labels, labelsRole)) };
  });
  if (training!.shape.join() !== test!.shape.join()) {
    const size = ([height, width]: ImageShape): string => `${height} x ${width}`;
    throw new LabError(
      'invalid-data-file',
      `The images of ${test!.files.images} are ${size(test!.shape)}, but those of ${training!.files.images} are ${size(training!.shape)}.`,
      next,
    );
  }
  return {
    shape: training!.shape,
    classes: classNames.length,
    trainingImages: training!.count,
    testImages: test!.count,
  };
}
