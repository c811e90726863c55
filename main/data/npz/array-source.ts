import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { checksumOfFiles } from '../checksum-of-files.ts';
import { readExactly, withOpenFile } from '../read-file.ts';
import { defaultNpzLimits, type NpyArray, type NpyHeader } from './npy-array.ts';
import { longestHeaderBytes, parseNpyHeader } from './npy-header.ts';
import { readNpy } from './npy.ts';
import { readNpz, readNpzHeaders } from './npz.ts';

/** Arrays by their names: an .npz file, or a folder of .npy files that are called after them. */
export interface ArraySource {
  readonly path: string;
  /** Ascending */
  readonly names: readonly string[];
  /** @throws LabError `invalid-data-file` */
  header(name: string): NpyHeader;
  /** @throws LabError `invalid-data-file` */
  read(name: string): NpyArray;
  /** SHA-256 of the file, or of the .npy files that hold `names`, one after another */
  checksum(names: readonly string[]): string;
}

/**
 * Opens arrays by their beginnings.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function openArrays(path: string): ArraySource {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? folderOfArrays(path) : archiveOfArrays(path);
}

function archiveOfArrays(path: string): ArraySource {
  if (path.toLowerCase().endsWith('.npy')) {
    throw new LabError(
      'invalid-data-file',
      `${path} is one array, and a data set needs images and labels.`,
      'Give an .npz file of both, or the folder that their .npy files are in.',
    );
  }
  const headers = readNpzHeaders(path);
  return {
    path,
    names: [...headers.keys()].sort(),
    header: (name) => headers.get(name) ?? refuseMissing(path, name),
    read: (name) => readNpz(path, { names: [name] }).get(name)!,
    checksum: () => checksumOfFiles([path], 'NumPy file', 'invalid-data-file'),
  };
}

function folderOfArrays(path: string): ArraySource {
  const names = readdirSync(path)
    .filter((file) => file.endsWith('.npy') && !file.startsWith('.'))
    .map((file) => file.slice(0, -'.npy'.length))
    .sort();
  const fileOf = (name: string): string => join(path, `${name}.npy`);
  return {
    path,
    names,
    header: (name) =>
      names.includes(name)
        ? withOpenFile(fileOf(name), 'NumPy array', 'invalid-data-file', (file) => {
            const beginning = readExactly(file, 0, Math.min(file.byteLength, longestHeaderBytes));
            return parseNpyHeader(beginning, file.path, defaultNpzLimits.arrayBytes);
          })
        : refuseMissing(path, name),
    read: (name) => readNpy(fileOf(name)),
    checksum: (wanted) => checksumOfFiles(wanted.map(fileOf), 'NumPy file', 'invalid-data-file'),
  };
}

function refuseMissing(path: string, name: string): never {
  throw new LabError('invalid-data-file', `${path} has no array ${name}.`, 'Name one of its arrays.');
}
