import type { DataSource, DataSpecification } from '../contract/data.ts';
import { LabError } from '../contract/errors.ts';
import { readCifar10Test, readCifar10Training } from './cifar10.ts';
import { readCsvFeatures } from './csv-features/csv-features.ts';
import { withNotices, type DataSet, type ReadingOptions } from './data-set.ts';
import { glyphsTest, glyphsTraining } from './glyphs.ts';
import { readImageFolder } from './image-folder/image-folder.ts';
import { readMnistTest, readMnistTraining } from './mnist.ts';
import { cifar10Normalisation, glyphsNormalisation, measureNormalisation } from './normalisation.ts';
import { readNpzDataSet } from './npz/npz-data-set.ts';
import { scaleNotices } from './part-scales.ts';

export type { DataSet, ReadingOptions } from './data-set.ts';

/**
 * Reads the set that a specification names, before its limits and its validation part.
 *
 * @throws LabError `invalid-argument` when a path is missing or not wanted; `missing-file` or `invalid-data-file`
 */
export function readDataSet(data: DataSpecification, options: ReadingOptions = {}): DataSet {
  const path = dataPath(data);
  switch (data.source) {
    case 'glyphs':
      return { training: glyphsTraining(), test: glyphsTest(), normalisation: glyphsNormalisation };
    case 'cifar10':
      return { training: readCifar10Training(path), test: readCifar10Test(path), normalisation: cifar10Normalisation };
    case 'idx': {
      const [training, test] = [readMnistTraining(path), readMnistTest(path)];
      const notices = withNotices(scaleNotices(training, test));
      return { training, test, normalisation: measureNormalisation(training), ...notices };
    }
    case 'npz':
      return readNpzDataSet(path, data);
    case 'images':
      return readImageFolder(path, data, options);
    case 'csv':
      return readCsvFeatures(path, data, options);
  }
}

const wanted: Readonly<Record<Exclude<DataSource, 'glyphs'>, string>> = {
  cifar10: 'the folder its files are in',
  idx: 'the folder its files are in',
  npz: 'an .npz file, or a folder of .npy files',
  images: 'a folder with a folder for each class',
  csv: 'a CSV file',
};

/**
 * Where a set is read from; empty for the one that is built in.
 *
 * @throws LabError `invalid-argument` when a path is missing or not wanted
 */
export function dataPath({ source, path }: DataSpecification): string {
  if (source === 'glyphs' && path !== undefined) {
    throw new LabError(
      'invalid-argument',
      `The data set glyphs is built in and has no folder, but ${path} was given.`,
      'Leave the path out, or name another data set.',
    );
  }
  if (source !== 'glyphs' && path === undefined) {
    throw new LabError(
      'invalid-argument',
      `The data source ${source} needs a path.`,
      `Give the path of ${wanted[source]}.`,
    );
  }
  return path ?? '';
}
