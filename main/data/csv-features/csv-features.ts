import { basename } from 'node:path';
import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import { withNotices, type DataSet, type ReadingOptions } from '../data-set.ts';
import { divideSet, testCount } from '../held-out-part.ts';
import { checkLabelledImages, type DataSetHeader, type LabelledImages } from '../labelled-images.ts';
import { measureNormalisation } from '../normalisation.ts';
import { scaleNotices } from '../part-scales.ts';
import { readCsvTable, type CsvTable } from './csv-table.ts';

const mostClasses = 10_000;

/** Names of the classes in order: numbers by their size, all else by its characters' code units. */
export function sortedClasses(labels: Iterable<string>): readonly string[] {
  const names = [...new Set(labels)];
  const areNumbers = names.every((name) => /^[+-]?\d+(?:\.\d*)?$/.test(name));
  return names.sort((left, right) =>
    areNumbers && Number(left) !== Number(right) ? Number(left) - Number(right) : left < right ? -1 : 1,
  );
}

const fewestRows = 20;

/** Is every label a number, and one of them no whole one? */
function areMeasurements(names: readonly string[]): boolean {
  const numbers = names.map(Number);
  return numbers.every((number) => !Number.isNaN(number)) && numbers.some((number) => !Number.isInteger(number));
}

/**
 * @param isNamed somebody has said which column the class is in
 * @throws LabError `invalid-data-file` for one class, and for a column that looks like numbers that were measured
 */
function classesOf({ labels }: CsvTable, isNamed: boolean, path: string): readonly string[] {
  const names = sortedClasses(labels);
  const isSparse = labels.length >= fewestRows && 2 * names.length > labels.length;
  const isOdd = !isNamed && (isSparse || areMeasurements(names));
  if (names.length >= 2 && names.length <= mostClasses && !isOdd) return names;
  throw new LabError(
    'invalid-data-file',
    `${path} has ${names.length === 1 ? `one class, ${names[0]}` : `${names.length} classes in ${labels.length} rows, ${names.slice(0, 3).join(', ')} and others`}.`,
    names.length === 1
      ? 'Name the column with the class (`data.label`), or give rows of two classes at least.'
      : 'Name the column with the class (`data.label`); the column that was read looks like measured numbers.',
  );
}

function labelled(table: CsvTable, classNames: readonly string[], name: string, path: string): LabelledImages {
  const numbers = new Map(classNames.map((className, index) => [className, index]));
  return checkLabelledImages({
    name,
    pixels: table.values,
    labels: Int32Array.from(table.labels, (label) => numbers.get(label) ?? refuseClass(label, path)),
    shape: [1, 1, table.features.length],
    classNames,
    features: table.features,
    checksum: table.checksum,
  });
}

function refuseClass(label: string, path: string): never {
  throw new LabError(
    'invalid-data-file',
    `${path} has the class ${label}, which the training part does not have.`,
    'Give both parts the same classes.',
  );
}

/**
 * Reads rows of features with a class each from a CSV file. A row is an image of one pixel, [1, 1, features], so that every
 * feature is normalised by itself, by the training part. Without a test file, a share of each class is held out.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readCsvFeatures(path: string, specification: DataOf<'csv'>, options: ReadingOptions = {}): DataSet {
  const table = readCsvTable(path, specification, options);
  const classNames = classesOf(table, specification.label !== undefined, path);
  const name = basename(path);
  const { testPath } = specification;
  if (testPath === undefined) {
    const parts = divideSet(labelled(table, classNames, name, path), specification);
    return { ...parts, normalisation: measureNormalisation(parts.training) };
  }
  const tested = readCsvTable(testPath, specification, { ...options, like: table.features });
  const training = labelled(table, classNames, `${name}, training part`, path);
  const test = labelled(tested, classNames, `${basename(testPath)}, test part`, testPath);
  return {
    training,
    test,
    normalisation: measureNormalisation(training),
    ...withNotices(scaleNotices(training, test)),
  };
}

/**
 * Shape, counts and classes, without the numbers.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readCsvFeaturesHeader(path: string, specification: DataOf<'csv'>): DataSetHeader {
  const table = readCsvTable(path, specification, { labelsOnly: true });
  const shape = [1, 1, table.features.length] as const;
  const classes = classesOf(table, specification.label !== undefined, path).length;
  const all = table.labels.length;
  const { testPath, testFraction } = specification;
  if (testPath === undefined) {
    const testImages = testCount(all, testFraction);
    return { shape, classes, trainingImages: all - testImages, testImages };
  }
  const tested = readCsvTable(testPath, specification, { labelsOnly: true, like: table.features });
  return { shape, classes, trainingImages: all, testImages: tested.labels.length };
}
