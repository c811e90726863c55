import { LabError } from '../contract/errors.ts';
import { readCifar10Test, readCifar10Training } from './cifar10.ts';
import { glyphsTest, glyphsTraining } from './glyphs.ts';
import type { LabelledImages } from './labelled-images.ts';
import { readMnistTest, readMnistTraining } from './mnist.ts';
import {
  cifar10Normalisation,
  glyphsNormalisation,
  measureNormalisation,
  type Normalisation,
} from './normalisation.ts';

export type DataSource = 'glyphs' | 'cifar10' | 'idx';

export interface DataSet {
  readonly training: LabelledImages;
  readonly test: LabelledImages;
  /** The one the set is usually given; for IDX files measured on the training images, which gives MNIST its usual one */
  readonly normalisation: Normalisation;
}

/**
 * Reads a set by the name it has in a specification.
 *
 * @param folder where the published files are; `glyphs` is built in and takes none
 * @throws LabError `invalid-argument` when a folder is missing or not wanted; `missing-file` or `invalid-data-file`
 */
export function readDataSet(source: DataSource, folder?: string): DataSet {
  const path = requireFolder(source, folder);
  if (path === undefined) {
    return { training: glyphsTraining(), test: glyphsTest(), normalisation: glyphsNormalisation };
  }
  if (source === 'cifar10') {
    return { training: readCifar10Training(path), test: readCifar10Test(path), normalisation: cifar10Normalisation };
  }
  const training = readMnistTraining(path);
  return { training, test: readMnistTest(path), normalisation: measureNormalisation(training) };
}

/**
 * The folder a set is read from; undefined for the one that is built in.
 *
 * @throws LabError `invalid-argument` when a folder is missing or not wanted
 */
export function requireFolder(source: DataSource, folder: string | undefined): string | undefined {
  if (source === 'glyphs' && folder !== undefined) {
    throw new LabError(
      'invalid-argument',
      `The data set glyphs is built in and has no folder, but ${folder} was given.`,
      'Leave the path out, or name another data set.',
    );
  }
  if (source !== 'glyphs' && folder === undefined) {
    throw new LabError(
      'invalid-argument',
      `The data set ${source} needs the folder its files are in.`,
      'Give the path of that folder.',
    );
  }
  return folder;
}
