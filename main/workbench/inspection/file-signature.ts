import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes when a file is replaced or written to: its size and time. Empty where there is none. */
export function fileSignature(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? '' : `${status.size} ${status.mtimeMs}`;
}

/** Of the files in a folder, and how large they are together; empty where it cannot be listed */
export function folderSignature(path: string): { readonly signature: string; readonly bytes: number } {
  try {
    const files = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
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
