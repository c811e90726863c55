import { basename } from 'node:path';
import type { DataOf } from '../../contract/data.ts';
import { withNotices, type DataSet, type ReadingOptions } from '../data-set.ts';
import { divideSet, inTurns, partOf, testCount } from '../held-out-part.ts';
import { checkLabelledImages, type DataSetHeader, type ImageShape, type LabelledImages } from '../labelled-images.ts';
import { measureNormalisation } from '../normalisation.ts';
import { scaleNotices } from '../part-scales.ts';
import { readExactly, withOpenFile } from '../read-file.ts';
import { allIndices } from '../shuffle.ts';
import {
  decodeFolder,
  mostFileBytes,
  type DecodedFolder,
  type FolderQuestion,
  type ImageSettings,
} from './decoded-folder.ts';
import { listImageFolder, type FolderListing, type ListedImage } from './folder-listing.ts';
import { cacheKey, findCached, keepDecoded } from './image-cache.ts';
import { headerBytes, readImageHeader, type ImageHeader } from './image-header.ts';
import { namingImage } from './image-problem.ts';

/** @throws LabError `missing-file` or `invalid-data-file` */
function headerOf({ path }: ListedImage): ImageHeader {
  return withOpenFile(path, 'image', 'invalid-data-file', (file) => {
    const beginning = readExactly(file, 0, Math.min(headerBytes, file.byteLength));
    try {
      return readImageHeader(beginning);
    } catch {
      // What cameras write ahead of the size may be longer
      return namingImage(path, () => readImageHeader(readExactly(file, 0, Math.min(mostFileBytes, file.byteLength))));
    }
  });
}

/** All images have the size that is given, or that of the first one. */
function imageShape(first: ListedImage, { size, channels }: ImageSettings): ImageShape {
  if (size !== undefined) return [size[0]!, size[1]!, channels];
  const { height, width } = headerOf(first);
  return [height, width, channels];
}

interface Found extends DecodedFolder {
  /** Why they were not kept for the next time */
  readonly unkept?: string;
}

/** From the cache where they are there, otherwise from the files. */
function imagesOf(question: FolderQuestion, { onProgress, cacheFolder }: ReadingOptions): Found {
  const all = question.parts.reduce((sum, listed) => sum + listed.length, 0);
  const known = cacheFolder === undefined ? undefined : cacheKey(question);
  const cached = known === undefined ? undefined : findCached(cacheFolder!, known.key);
  if (cached !== undefined) {
    onProgress?.(1, `${all} images that were decoded before`);
    return cached;
  }
  let done = 0;
  const decoded = decodeFolder(question, () => {
    done += 1;
    if (done % 64 === 0 || done === all) onProgress?.(done / all, `image ${done} of ${all}`);
  });
  if (known?.isSettled !== true) return decoded;
  const unkept = keepDecoded(cacheFolder!, known.key, decoded);
  return { ...decoded, ...(unkept === undefined ? {} : { unkept }) };
}

function notices({ turned, unkept }: Found, all: number): readonly string[] {
  const files = turned === 1 ? 'One image says that it is' : `${turned} of the ${all} images say that they are`;
  return [
    ...(turned === 0
      ? []
      : [`${files} to be turned or mirrored (EXIF orientation), which is not done, as torchvision does not do it.`]),
    ...(unkept === undefined ? [] : [`The decoded images were not kept for the next time: ${unkept}.`]),
  ];
}

/**
 * Reads a folder of PNG and JPEG images, one folder for each class; see {@link listImageFolder}. Normalised by the training
 * part. The images of the test part come class by class in turn, so that the first N of them show all classes; without a
 * test part, a share of each class is held out.
 *
 * @throws LabError `missing-file` or `invalid-data-file` naming the first image that cannot be read
 */
export function readImageFolder(
  folder: string,
  specification: DataOf<'images'>,
  options: ReadingOptions = {},
): DataSet {
  const listing = listImageFolder(folder);
  const { training, test } = listing;
  const shape = imageShape(training[0]!, specification);
  const parts = test === undefined ? [training] : [training, test];
  const found = imagesOf({ folder, parts, shape, settings: specification }, options);
  const divided = dividedSet(found, listing, shape, folder, specification);
  const scales = test === undefined ? [] : scaleNotices(divided.training, divided.test);
  return { ...divided, ...withNotices([...notices(found, training.length + (test?.length ?? 0)), ...scales]) };
}

function dividedSet(
  { parts }: DecodedFolder,
  { classNames, training, test }: FolderListing,
  shape: ImageShape,
  folder: string,
  specification: DataOf<'images'>,
): DataSet {
  const name = basename(folder);
  const labelled = (part: 0 | 1, listed: readonly ListedImage[], title: string): LabelledImages =>
    checkLabelledImages({
      name: title,
      ...parts[part]!,
      labels: Int32Array.from(listed, ({ label }) => label),
      shape,
      classNames,
    });
  if (test === undefined) {
    const divided = divideSet(labelled(0, training, name), specification);
    return { ...divided, normalisation: measureNormalisation(divided.training) };
  }
  const trained = labelled(0, training, `${name}, training part`);
  const tested = labelled(1, test, `${name}, test part`);
  return {
    training: trained,
    test: partOf(tested, inTurns(tested.labels, allIndices(test.length)), tested.name),
    normalisation: measureNormalisation(trained),
  };
}

/**
 * Shape, counts and classes, by the names of the files and the beginning of one.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readImageFolderHeader(folder: string, specification: DataOf<'images'>): DataSetHeader {
  const { classNames, training, test } = listImageFolder(folder);
  const shape = imageShape(training[0]!, specification);
  const testImages = test?.length ?? testCount(training.length, specification.testFraction);
  const trainingImages = test === undefined ? training.length - testImages : training.length;
  return { shape, classes: classNames.length, trainingImages, testImages };
}
