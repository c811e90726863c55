import { createHash } from 'node:crypto';
import { basename, relative, sep } from 'node:path';
import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import type { DataSet, ReadingOptions } from '../data-set.ts';
import { divideSet, inTurns, partOf, testCount } from '../held-out-part.ts';
import {
  checkLabelledImages,
  imageValueCount,
  type DataSetHeader,
  type ImageShape,
  type LabelledImages,
} from '../labelled-images.ts';
import { measureNormalisation } from '../normalisation.ts';
import { readExactly, readWholeFile, withOpenFile } from '../read-file.ts';
import { allIndices } from '../shuffle.ts';
import { decodeImage } from './decode-image.ts';
import { listImageFolder, type ListedImage } from './folder-listing.ts';
import { headerBytes, readImageHeader, type ImageHeader } from './image-header.ts';
import { imageProblem, namingImage } from './image-problem.ts';
import { resize } from './resize.ts';
import { withChannels } from './with-channels.ts';

const mostFileBytes = 64 * 2 ** 20;
const mostBytes = 2 ** 32;
const role = 'image';

type ImageSettings = Pick<DataOf<'images'>, 'size' | 'resize' | 'channels'>;

/** @throws LabError `missing-file` or `invalid-data-file` */
function headerOf({ path }: ListedImage): ImageHeader {
  return withOpenFile(path, role, 'invalid-data-file', (file) => {
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

function readPixels(bytes: Uint8Array, shape: ImageShape, settings: ImageSettings, firstPath: string): Uint8Array {
  const [height, width] = shape;
  // Before decoding: images of another size are refused without
  const header = readImageHeader(bytes);
  if (settings.size === undefined && (header.width !== width || header.height !== height)) {
    throw imageProblem(
      `is ${header.width} x ${header.height} (width x height), but ${firstPath} is ${width} x ${height}; ` +
        '`size` brings all images to one size',
    );
  }
  const image = decodeImage(bytes);
  const pixels = withChannels(image, settings.channels);
  return resize(pixels, [image.height, image.width], settings.channels, [height, width], settings.resize);
}

interface Part {
  readonly name: string;
  readonly folder: string;
  readonly listed: readonly ListedImage[];
  readonly classNames: readonly string[];
  readonly shape: ImageShape;
  readonly settings: ImageSettings;
}

function readPart(part: Part, onRead: () => void): LabelledImages {
  const { listed, shape, settings, folder } = part;
  const size = imageValueCount(shape);
  const bytesNeeded = size * listed.length;
  if (bytesNeeded > mostBytes) {
    throw new LabError(
      'invalid-data-file',
      `The ${listed.length} images of ${folder} take ${bytesNeeded} bytes at ${shape.join(' x ')}, more than the ${mostBytes} that are read.`,
      'Give a smaller `size`, or a folder with fewer images.',
    );
  }
  const pixels = new Uint8Array(bytesNeeded);
  const hash = createHash('sha256');
  listed.forEach(({ path }, index) => {
    const bytes = readWholeFile(path, role, 'invalid-data-file', mostFileBytes);
    // Names say what class an image is of, so they count
    hash.update(`${relative(folder, path).split(sep).join('/')}\0${bytes.length}\0`).update(bytes);
    pixels.set(
      namingImage(path, () => readPixels(bytes, shape, settings, listed[0]!.path)),
      index * size,
    );
    onRead();
  });
  return checkLabelledImages({
    name: part.name,
    pixels,
    labels: Int32Array.from(listed, ({ label }) => label),
    shape,
    classNames: part.classNames,
    checksum: hash.digest('hex'),
  });
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
  { onProgress }: ReadingOptions = {},
): DataSet {
  const { classNames, training, test } = listImageFolder(folder);
  const all = training.length + (test?.length ?? 0);
  let done = 0;
  const onRead = (): void => {
    done += 1;
    if (done % 64 === 0 || done === all) onProgress?.(done / all, `image ${done} of ${all}`);
  };
  const name = basename(folder);
  const common = { folder, classNames, shape: imageShape(training[0]!, specification), settings: specification };
  if (test === undefined) {
    const parts = divideSet(readPart({ ...common, name, listed: training }, onRead), specification);
    return { ...parts, normalisation: measureNormalisation(parts.training) };
  }
  const trained = readPart({ ...common, name: `${name}, training part`, listed: training }, onRead);
  const tested = readPart({ ...common, name: `${name}, test part`, listed: test }, onRead);
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
