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
  if (source === 'glyphs') {
    if (folder !== undefined) {
      throw new LabError(
        'invalid-argument',
        `The data set glyphs is built in and has no folder, but ${folder} was given.`,
        'Leave the path out, or name another data set.',
      );
    }
    return { training: glyphsTraining(), test: glyphsTest(), normalisation: glyphsNormalisation };
  }
  if (folder === undefined) {
    throw new LabError(
      'invalid-argument',
      `The data set ${source} needs the folder its files are in.`,
      'Give the path of that folder.',
    );
  }
  if (source === 'cifar10') {
    return {
      training: readCifar10Training(folder),
      test: readCifar10Test(folder),
      normalisation: cifar10Normalisation,
    };
  }
  const training = readMnistTraining(folder);
  return { training, test: readMnistTest(folder), normalisation: measureNormalisation(training) };
}
