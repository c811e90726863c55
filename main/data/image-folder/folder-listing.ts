import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';

/** An image that is still to be read. */
export interface ListedImage {
  readonly path: string;
  /** Its class, as an index into `classNames` */
  readonly label: number;
}

/** A folder of images, looked at without reading any. */
export interface FolderListing {
  /** Ascending by their characters' code units, whatever the language of the machine */
  readonly classNames: readonly string[];
  readonly training: readonly ListedImage[];
  /** Absent where the folder has no test part */
  readonly test?: readonly ListedImage[];
}

const mostImages = 5_000_000;
const deepest = 3;
const readable = /\.(?:png|jpe?g)$/i;
const otherImages = /\.(?:gif|bmp|tiff?|webp|heic|avif|ppm|pgm|jp2)$/i;

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const cause =
      code === 'ENOENT'
        ? `There is no folder of images at ${folder}.`
        : code === 'ENOTDIR'
          ? `${folder} is not a folder of images.`
          : `The folder ${folder} cannot be listed (${code ?? String(error)}).`;
    throw new LabError('missing-file', cause, 'Give the path of a folder that has a folder for each class.', {
      cause: error,
    });
  }
}

const foldersIn = (folder: string): readonly string[] =>
  entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The images of one class, those of folders within it too. */
function imagesOf(folder: string, depth = 0): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth < deepest ? imagesOf(path, depth + 1) : [];
    if (otherImages.test(entry.name)) {
      throw new LabError(
        'invalid-data-file',
        `${path} is an image of a kind that is not read.`,
        'Convert it to PNG or JPEG, or take it out of the folder.',
      );
    }
    return readable.test(entry.name) ? [path] : [];
  });
}

function listPart(folder: string, classNames: readonly string[]): ListedImage[] {
  const there = new Set(foldersIn(folder));
  const images = classNames.flatMap((name, label) =>
    there.has(name) ? imagesOf(join(folder, name)).map((path) => ({ path, label })) : [],
  );
  if (images.length > mostImages) {
    throw new LabError(
      'invalid-data-file',
      `${folder} has ${images.length} images, more than the ${mostImages} that are read.`,
      'Give a smaller folder.',
    );
  }
  return images;
}

const trainingNames = ['train', 'training'];
const testNames = ['test', 'testing', 'val', 'valid', 'validation'];

/**
 * Lists the PNG and JPEG images of a folder: one folder for each class, called after it, or those within `train` and
 * `test` (or `val`, where there is no `test`). Hidden files are left out, and so are files that are no images.
 *
 * @throws LabError `missing-file` when there is no such folder; `invalid-data-file` when it has no classes, a class without
 *   images, another class in the test part, or an image of another kind
 */
export function listImageFolder(folder: string): FolderListing {
  const names = foldersIn(folder);
  const training = names.find((name) => trainingNames.includes(name.toLowerCase()));
  const test = testNames.flatMap((wanted) => names.find((name) => name.toLowerCase() === wanted) ?? [])[0];
  const isDivided = training !== undefined && names.every((name) => isPart(name));
  const trainingFolder = isDivided ? join(folder, training) : folder;
  const classNames = foldersIn(trainingFolder);
  if (classNames.length < 2) {
    throw new LabError(
      'invalid-data-file',
      `${trainingFolder} has ${classNames.length === 0 ? 'no folder' : 'one folder'} of images.`,
      'Put the images of each class into a folder of its own, two classes at least.',
    );
  }
  const listed = listPart(trainingFolder, classNames);
  const empty = classNames.findIndex((_, label) => !listed.some((image) => image.label === label));
  if (empty >= 0) {
    throw new LabError(
      'invalid-data-file',
      `${join(trainingFolder, classNames[empty]!)} has no PNG or JPEG image.`,
      'Put images of that class there, or take the folder away.',
    );
  }
  if (!isDivided || test === undefined) return { classNames, training: listed };
  return { classNames, training: listed, test: listTest(join(folder, test), classNames) };
}

const isPart = (name: string): boolean =>
  trainingNames.includes(name.toLowerCase()) || testNames.includes(name.toLowerCase());

function listTest(folder: string, classNames: readonly string[]): readonly ListedImage[] {
  const unknown = foldersIn(folder).find((name) => !classNames.includes(name));
  if (unknown !== undefined) {
    throw new LabError(
      'invalid-data-file',
      `${join(folder, unknown)} is a class that the training part does not have.`,
      'Give both parts the same classes.',
    );
  }
  const images = listPart(folder, classNames);
  if (images.length === 0) {
    throw new LabError(
      'invalid-data-file',
      `${folder} has no PNG or JPEG image.`,
      'Put the test images there, in a folder for each class, or take the folder away.',
    );
  }
  return images;
}
