import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { readCachedImages, writeCachedImages } from './cached-images.ts';
import { jpegDecoderVersion } from './decode-jpeg.ts';
import { nameWithin, type DecodedFolder, type FolderQuestion } from './decoded-folder.ts';
import { cachedFiles, cacheEnding, mostCachedBytes, type CachedFile } from './image-cache-folder.ts';

/** Of PNG decoding, grey, and resizing: one more with every change of pixels */
const decodingVersion = 1;

/** Of what is free on the disk: more may be needed for results */
const mostOfFree = 1 / 4;
/** A file that changed so shortly ago may change again without another time: some file systems count by 2 s. */
const settledMs = 2_000;
/** What a killed process was writing */
const abandonedMs = 3_600_000;

/** What tells one set of decoded images from all others. */
interface CacheKey {
  /** SHA-256 (hex) of names, sizes and times of all files, of how they are decoded, and of what decodes them */
  readonly key: string;
  /** No file is so new that it could change without being noticed */
  readonly isSettled: boolean;
}

/**
 * Files are told by name, size, and the times (in nanoseconds) of the last change of content and of anything: a file that
 * got its old time back is another one all the same. Where the folder lies does not matter.
 */
export function cacheKey({ folder, parts, shape, settings }: FolderQuestion, nowMs = Date.now()): CacheKey {
  const { size, resize, channels } = settings;
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ decodingVersion, jpegDecoderVersion, shape, size, resize, channels }));
  let newestMs = 0;
  for (const listed of parts) {
    hash.update(`\0${listed.length}\0`);
    for (const { path } of listed) {
      const { size: bytes, mtimeNs, ctimeNs, mtimeMs } = statSync(path, { bigint: true });
      hash.update(`${nameWithin(folder, path)}\0${bytes}\0${mtimeNs}\0${ctimeNs}\0`);
      newestMs = Math.max(newestMs, Number(mtimeMs));
    }
  }
  return { key: hash.digest('hex'), isSettled: newestMs < nowMs - settledMs };
}

const pathOf = (folder: string, key: string): string => join(folder, `${key}${cacheEnding}`);

/** Images that were decoded before; undefined where there are none, or they are damaged (which are removed). */
export function findCached(folder: string, key: string): DecodedFolder | undefined {
  const path = pathOf(folder, key);
  const found = readCachedImages(path, key);
  try {
    if (found === undefined) rmSync(path, { force: true });
    else utimesSync(path, new Date(), new Date());
  } catch {
    // Another process has just removed it, or the disk is read-only: what was read is right all the same
  }
  return found;
}

/**
 * Keeps decoded images for the next time, and makes room for them. Several processes may do so at once.
 *
 * @returns why they were not kept, as the end of a sentence; undefined when they were
 */
export function keepDecoded(
  folder: string,
  key: string,
  decoded: DecodedFolder,
  most = mostCachedBytes,
): string | undefined {
  const bytes = decoded.parts.reduce((sum, { pixels }) => sum + pixels.length, 0);
  if (bytes > most) return `they take ${bytes} bytes, more than the ${most} that are kept`;
  try {
    mkdirSync(folder, { recursive: true });
    makeRoom(folder, most - bytes);
    const { bavail, bsize } = statfsSync(folder);
    if (bytes > mostOfFree * bavail * bsize) return `the disk of ${folder} has too little room`;
    writeCachedImages(pathOf(folder, key), key, decoded);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return message.replace(/\.$/, '');
  }
}

function makeRoom(folder: string, most: number): void {
  const nowMs = Date.now();
  const files = cachedFiles(folder);
  const isAbandoned = ({ path, usedMs }: CachedFile): boolean =>
    path.endsWith('.partial') && usedMs < nowMs - abandonedMs;
  for (const { path } of files.filter((file) => isAbandoned(file))) rmSync(path, { force: true });
  const kept = files.filter(({ path }) => path.endsWith(cacheEnding)).sort((left, right) => left.usedMs - right.usedMs);
  let all = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of kept) {
    if (all <= most) return;
    rmSync(path, { force: true });
    all -= bytes;
  }
}
