import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { DataOf } from '../../contract/data.ts';
import { LabError } from '../../contract/errors.ts';
import { imageValueCount, type ImageShape } from '../labelled-images.ts';
import { readWholeFile } from '../read-file.ts';
import { decodeImage } from './decode-image.ts';
import type { ListedImage } from './folder-listing.ts';
import { readImageHeader } from './image-header.ts';
import { orientationOf } from './image-orientation.ts';
import { imageProblem, namingImage } from './image-problem.ts';
import { resize } from './resize.ts';
import { withChannels } from './with-channels.ts';

export const mostFileBytes = 64 * 2 ** 20;
const mostBytes = 2 ** 32;

/** What decides the pixels of an image, besides its file. */
export type ImageSettings = Pick<DataOf<'images'>, 'size' | 'resize' | 'channels'>;

/** The images of a folder's training part, or of its test part. */
export interface DecodedPart {
  /** [images, height, width, channels] */
  readonly pixels: Uint8Array;
  /** SHA-256 (hex) of names and contents of the files, in order */
  readonly checksum: string;
}

export interface DecodedFolder {
  /** Training part, then the test part where there is one */
  readonly parts: readonly DecodedPart[];
  /** Files in which a camera noted that the image is to be turned or mirrored */
  readonly turned: number;
}

/** What is read of a folder, and how. */
export interface FolderQuestion {
  readonly folder: string;
  /** Training part, then the test part where there is one */
  readonly parts: readonly (readonly ListedImage[])[];
  readonly shape: ImageShape;
  readonly settings: ImageSettings;
}

function readPixels(bytes: Uint8Array, shape: ImageShape, settings: ImageSettings, firstPath: string): Uint8Array {
  const [height, width] = shape;
  // Before decoding: images of another size are refused without
  const header = readImageHeader(bytes);
  if (settings.size === undefined && (header.width !== width || header.height !== height)) {
    throw imageProblem(
      `is ${header.width} x ${header.height} (width x height), but ${firstPath} is ${width} x ${height}`,
      { nextStep: 'Give the height and width that all images are brought to (`size`).' },
    );
  }
  const image = decodeImage(bytes);
  const pixels = withChannels(image, settings.channels);
  return resize(pixels, [image.height, image.width], settings.channels, [height, width], settings.resize);
}

/**
 * Reads and decodes all images of a folder.
 *
 * @param onRead called after each image
 * @throws LabError `missing-file` or `invalid-data-file` naming the first image that cannot be read
 */
export function decodeFolder({ folder, parts, shape, settings }: FolderQuestion, onRead: () => void): DecodedFolder {
  let turned = 0;
  const decodePart = (listed: readonly ListedImage[]): DecodedPart => {
    const size = imageValueCount(shape);
    const pixels = new Uint8Array(checkedBytes(folder, listed.length, shape));
    const hash = createHash('sha256');
    listed.forEach(({ path }, index) => {
      const bytes = readWholeFile(path, 'image', 'invalid-data-file', mostFileBytes);
      // Names say what class an image is of, so they count
      hash.update(`${nameWithin(folder, path)}\0${bytes.length}\0`).update(bytes);
      pixels.set(
        namingImage(path, () => readPixels(bytes, shape, settings, listed[0]!.path)),
        index * size,
      );
      if (orientationOf(bytes) !== 1) turned += 1;
      onRead();
    });
    return { pixels, checksum: hash.digest('hex') };
  };
  return { parts: parts.map((listed) => decodePart(listed)), turned };
}

function checkedBytes(folder: string, count: number, shape: ImageShape): number {
  const bytes = imageValueCount(shape) * count;
  if (bytes <= mostBytes) return bytes;
  throw new LabError(
    'invalid-data-file',
    `The ${count} images of ${folder} take ${bytes} bytes at ${shape.join(' x ')}, more than the ${mostBytes} that are read.`,
    'Give a smaller height and width (`size`), or a folder with fewer images.',
  );
}

/** The same on every system. */
export function nameWithin(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}
