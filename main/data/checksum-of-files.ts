import { createHash } from 'node:crypto';
import { readExactly, withOpenFile, type FileErrorCode } from './read-file.ts';

const chunkBytes = 2 ** 24;

/**
 * SHA-256 (hex) of the content of some files, one after the other, with little memory.
 *
 * @param what the files are, for the sentence of an error
 * @throws LabError `missing-file`, or `code` for one that cannot be read
 */
export function checksumOfFiles(paths: readonly string[], what: string, code: FileErrorCode): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    withOpenFile(path, what, code, (file) => {
      for (let position = 0; position < file.byteLength; position += chunkBytes) {
        hash.update(readExactly(file, position, Math.min(chunkBytes, file.byteLength - position)));
      }
    });
  }
  return hash.digest('hex');
}
