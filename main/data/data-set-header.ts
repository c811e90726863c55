import type { DataSpecification } from '../contract/data.ts';
import { readCifar10Header } from './cifar10.ts';
import { readCsvFeaturesHeader } from './csv-features/csv-features.ts';
import { defaultGlyphsTestCount, defaultGlyphsTrainingCount, glyphsClassCount, glyphsShape } from './glyphs.ts';
import { readImageFolderHeader } from './image-folder/image-folder.ts';
import type { DataSetHeader } from './labelled-images.ts';
import { readMnistHeader } from './mnist.ts';
import { readNpzDataSetHeader } from './npz/npz-data-set.ts';
import { dataPath } from './read-data-set.ts';

/**
 * Looks at a data set without reading it: names, sizes and beginnings of its files, and labels. What it takes
 * `readDataSet` may still refuse, for a wrong label for example.
 *
 * @throws LabError `invalid-argument` when a path is missing or not wanted; `missing-file` or `invalid-data-file`
 */
export function readDataSetHeader(data: DataSpecification): DataSetHeader {
  const path = dataPath(data);
  switch (data.source) {
    case 'glyphs':
      return {
        shape: glyphsShape,
        classes: glyphsClassCount,
        trainingImages: defaultGlyphsTrainingCount,
        testImages: defaultGlyphsTestCount,
      };
    case 'cifar10':
      return readCifar10Header(path);
    case 'idx':
      return readMnistHeader(path);
    case 'npz':
      return readNpzDataSetHeader(path, data);
    case 'images':
      return readImageFolderHeader(path, data);
    case 'csv':
      return readCsvFeaturesHeader(path, data);
  }
}
