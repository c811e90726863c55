import { readCifar10Header } from './cifar10.ts';
import { defaultGlyphsTestCount, defaultGlyphsTrainingCount, glyphsClassCount, glyphsShape } from './glyphs.ts';
import type { DataSetHeader } from './labelled-images.ts';
import { readMnistHeader } from './mnist.ts';
import { requireFolder, type DataSource } from './read-data-set.ts';

/**
 * Looks at a data set without reading it: names, sizes and beginnings of its files. What it takes `readDataSet` may
 * still refuse, for a wrong label for example.
 *
 * @param folder as for `readDataSet`
 * @throws LabError `invalid-argument` when a folder is missing or not wanted; `missing-file` or `invalid-data-file`
 */
export function readDataSetHeader(source: DataSource, folder?: string): DataSetHeader {
  const path = requireFolder(source, folder);
  if (path === undefined) {
    return {
      shape: glyphsShape,
      classes: glyphsClassCount,
      trainingImages: defaultGlyphsTrainingCount,
      testImages: defaultGlyphsTestCount,
    };
  }
  return source === 'cifar10' ? readCifar10Header(path) : readMnistHeader(path);
}
