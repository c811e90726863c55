import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { maximumIdxBytes, parseIdx } from './idx.ts';
import { checkLabelledImages, type LabelledImages } from './labelled-images.ts';
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

function readPart(folder: string, stem: string, name: string): LabelledImages {
  const imagesPath = findFile(folder, `${stem}-images`, 'idx3-ubyte');
  const labelsPath = findFile(folder, `${stem}-labels`, 'idx1-ubyte');
  const imageBytes = readWholeFile(imagesPath, 'file of IDX images', 'invalid-data-file', maximumIdxBytes + 16);
  const labelBytes = readWholeFile(labelsPath, 'file of IDX labels', 'invalid-data-file', maximumIdxBytes + 16);
  const images = parseIdx(imageBytes, imagesPath);
  const labels = parseIdx(labelBytes, labelsPath);
  const [count, height, width] = images.dimensions;
  const next = 'Fetch the four MNIST files again, and keep images and labels of one set together.';
  if (height === undefined || width === undefined) {
    throw new LabError('invalid-data-file', `${imagesPath} holds labels, not images.`, next);
  }
  if (labels.dimensions.length !== 1) {
    throw new LabError('invalid-data-file', `${labelsPath} holds images, not labels.`, next);
  }
  if (labels.dimensions[0] !== count) {
    throw new LabError(
      'invalid-data-file',
      `${imagesPath} has ${count} images, but ${labelsPath} has ${labels.dimensions[0]} labels.`,
      next,
    );
  }
  const wrong = labels.values.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new LabError(
      'invalid-data-file',
      `${labelsPath} has the label ${labels.values[wrong]} at byte ${8 + wrong}, but there are labels 0 to 9.`,
      next,
    );
  }
  return checkLabelledImages({
    name,
    pixels: images.values,
    labels: labels.values,
    shape: [height, width, 1],
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
