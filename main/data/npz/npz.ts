import { zipSync } from 'fflate';
import { LabError } from '../../contract/errors.ts';
import { withOpenFile, type OpenFile } from '../read-file.ts';
import { defaultNpzLimits, type NpyArray, type NpyHeader, type NpzLimits } from './npy-array.ts';
import { longestHeaderBytes, parseNpyHeader } from './npy-header.ts';
import { writeNpy, parseNpy } from './npy.ts';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip-directory.ts';

interface NpzOptions extends Partial<NpzLimits> {
  /** Only these arrays; all by default */
  readonly names?: readonly string[];
}

/** By the name of the array; what is no .npy file is left out. */
function arraysIn(file: OpenFile, limits: NpzLimits, names?: readonly string[]): ReadonlyMap<string, ZipEntry> {
  const entries = new Map(
    readZipDirectory(file, limits.entries)
      .filter(({ name }) => name.endsWith('.npy'))
      .map((entry) => [entry.name.slice(0, -'.npy'.length), entry] as const),
  );
  if (names === undefined) return entries;
  return new Map(names.map((name) => [name, entries.get(name) ?? refuseMissing(file.path, name, [...entries.keys()])]));
}

function refuseMissing(path: string, name: string, there: readonly string[]): never {
  const others = there.length === 0 ? 'it has none' : `it has ${there.slice(0, 20).join(', ')}`;
  throw new LabError('invalid-data-file', `${path} has no array ${name} (${others}).`, 'Name one of its arrays.');
}

/**
 * Reads the arrays of an .npz file (numpy.savez, numpy.savez_compressed) by their names.
 *
 * Nothing is unpacked before its announced size is checked, nor beyond it; the checksums of the archive are verified.
 *
 * @throws LabError `missing-file`, or `invalid-data-file` naming file and array: damaged, an array of Python objects, a
 *   type that is not read, over a limit, or without an array of `names`
 */
export function readNpz(path: string, options: NpzOptions = {}): ReadonlyMap<string, NpyArray> {
  const limits = { ...defaultNpzLimits, ...options };
  return withOpenFile(path, 'NumPy archive', 'invalid-data-file', (file) => {
    const entries = arraysIn(file, limits, options.names);
    const total = [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    checkSize(path, total, limits.totalBytes);
    for (const { bytes } of entries.values()) checkSize(path, bytes, limits.arrayBytes + longestHeaderBytes);
    return new Map(
      [...entries].map(([name, entry]) => [name, parseNpy(readZipEntry(file, entry), `${path}: ${name}`, limits)]),
    );
  });
}

function checkSize(path: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  throw new LabError(
    'invalid-data-file',
    `${path} unpacks to ${bytes} bytes, more than the ${most} that are read.`,
    'Name the arrays that are wanted, or write them in smaller parts.',
  );
}

/**
 * Shapes and types of the arrays in an .npz file, by their beginnings alone.
 *
 * @throws LabError as {@link readNpz}
 */
export function readNpzHeaders(path: string, options: NpzOptions = {}): ReadonlyMap<string, NpyHeader> {
  const limits = { ...defaultNpzLimits, ...options };
  return withOpenFile(path, 'NumPy archive', 'invalid-data-file', (file) => {
    const headers = new Map<string, NpyHeader>();
    for (const [name, entry] of arraysIn(file, limits, options.names)) {
      const beginning = readZipEntry(file, entry, longestHeaderBytes);
      const { shape, dtype } = parseNpyHeader(beginning, `${path}: ${name}`, limits.arrayBytes);
      headers.set(name, { shape, dtype });
    }
    return headers;
  });
}

/**
 * The bytes of an .npz file. The same arrays in the same order always give the same bytes.
 *
 * @param compress as numpy.savez_compressed does; not by default
 * @throws RangeError as `writeNpy`
 */
export function writeNpz(arrays: Iterable<readonly [string, NpyArray]>, compress = false): Uint8Array {
  const files = [...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)] as const);
  // The local time of a zip entry, written the same in every time zone
  return zipSync(Object.fromEntries(files), { level: compress ? 6 : 0, mtime: new Date(1980, 0, 1) });
}
