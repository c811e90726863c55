import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/**
 * The folder that everything shipped is in: of the sources, or of the installed application. Looked for upwards, because
 * this module is deeper in what is built than among the sources.
 */
export function projectFolder(): string {
  return (found ??= folderWithShippedFiles(import.meta.dirname));
}

/** @throws Error where there is none, which is a defect of how the application was put together */
export function folderWithShippedFiles(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'resources'))) return folder;
    if (dirname(folder) === folder) throw new Error(`No folder above ${from} has package.json and resources`);
  }
}
