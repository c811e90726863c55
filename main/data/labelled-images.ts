import { LabError } from '../contract/errors.ts';

/** [height, width, channels] */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * A set of images with one class each, in memory as bytes where they are bytes. A row of measured features is an image of
 * one pixel with a channel for each.
 */
export interface LabelledImages {
  /** What it is in a table or a report; says so when it is a part of a published set */
  readonly name: string;
  /** [images, height, width, channels], row-major: 0..255 as bytes, any finite numbers as float32 */
  readonly pixels: Uint8Array | Float32Array;
  /** One class a picture, 0..classNames.length - 1 */
  readonly labels: Uint8Array | Int32Array;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** Names of the features, where the channels are features; absent for images */
  readonly features?: readonly string[];
  /** SHA-256 (lower-case hex) of the source bytes: the files as they lie on disk, one after another */
  readonly checksum: string;
}

/** What a data set is, without its images. */
export interface DataSetHeader {
  readonly shape: ImageShape;
  readonly classes: number;
  readonly trainingImages: number;
  readonly testImages: number;
}

export function imageCount(images: LabelledImages): number {
  return images.labels.length;
}

/** Number of values in one image: height x width x channels. */
export function imageValueCount([height, width, channels]: ImageShape): number {
  return height * width * channels;
}

function refuse(images: LabelledImages, cause: string): never {
  throw new LabError(
    'invalid-data-file',
    `The data set "${images.name}" ${cause}.`,
    'Fetch the data again, or check the program that wrote it.',
  );
}

/**
 * Returns the images unchanged when they are consistent: at least one image, a whole positive shape, as many pixels as
 * labels and shape say, labels within the classes, a checksum.
 *
 * @throws LabError `invalid-data-file` with the first thing that is wrong
 */
export function checkLabelledImages(images: LabelledImages): LabelledImages {
  const { pixels, labels, shape, classNames, checksum } = images;
  if (shape.length !== 3 || shape.some((size) => !Number.isSafeInteger(size) || size < 1)) {
    refuse(images, `has the image shape [${shape.join(', ')}], which is not [height, width, channels]`);
  }
  if (labels.length === 0) refuse(images, 'has no images');
  const expected = labels.length * imageValueCount(shape);
  if (pixels.length !== expected) {
    refuse(
      images,
      `has ${pixels.length} pixel values, but ${labels.length} images of [${shape.join(', ')}] need ${expected}`,
    );
  }
  const wrong = labels.findIndex((label) => label < 0 || label >= classNames.length);
  if (wrong >= 0) {
    refuse(images, `gives image ${wrong} the label ${labels[wrong]}, but has ${classNames.length} classes`);
  }
  if (!/^[0-9a-f]{64}$/.test(checksum)) refuse(images, 'has no SHA-256 checksum');
  return images;
}
