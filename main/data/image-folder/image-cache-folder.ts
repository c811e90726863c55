import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Of all files in a cache together; those that were not used for longest go first. */
export const mostCachedBytes = 8 * 2 ** 30;
/** Of the files that hold the decoded images of a folder */
export const cacheEnding = '.images';

/** Where a workspace keeps the decoded images of folders. */
export function imageCacheFolder(workspace: string): string {
  return join(workspace, 'cache', 'images');
}

export interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** Nothing where there is no such folder. */
export function cachedFiles(folder: string): readonly CachedFile[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found?.isFile() === true ? [{ path, bytes: found.size, usedMs: found.mtimeMs }] : [];
    });
  } catch {
    return [];
  }
}

/** Sets of images that a cache holds, and their bytes on the disk; none where there is no such folder. */
export function imageCacheSize(folder: string): { readonly sets: number; readonly bytes: number } {
  const files = cachedFiles(folder);
  return {
    sets: files.filter(({ path }) => path.endsWith(cacheEnding)).length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
