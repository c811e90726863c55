import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DataSpecification } from '../../contract/specification.ts';

/** Changes when a file is replaced or written to: its size and time. Empty where there is none. */
export function fileSignature(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? '' : `${status.size} ${status.mtimeMs}`;
}

/** Of all files that a data set is read from. */
export function dataSignature(data: DataSpecification): string {
  const paths = [data.path ?? '', data.source === 'csv' ? (data.testPath ?? '') : ''];
  return paths
    .map((path) => `${fileSignature(path)} ${folderSignature(path, data.source === 'images').signature}`)
    .join('\n');
}

/**
 * Of the files in a folder, and how large they are together; empty where it cannot be listed.
 *
 * @param deep those of folders within it too
 */
export function folderSignature(path: string, deep = false): { readonly signature: string; readonly bytes: number } {
  try {
    const files = readdirSync(path, { withFileTypes: true, recursive: deep })
      .filter((entry) => !entry.isDirectory())
      .map(({ name, parentPath }) => relative(path, join(parentPath, name)))
      .toSorted();
    const sizes = files.map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0);
    return {
      signature: files.map((name) => `${name} ${fileSignature(join(path, name))}`).join('\n'),
      bytes: sizes.reduce((sum, size) => sum + size, 0),
    };
  } catch {
    return { signature: '', bytes: 0 };
  }
}
