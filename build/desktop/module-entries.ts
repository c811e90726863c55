import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const sibling = /siblingModule\(import\.meta\.url, '([^']+)'\)/g;

/**
 * The modules that are started by themselves, as workers and processes: each has to be a file of its own in what is built.
 *
 * @param folder of the sources
 * @returns absolute paths of sources by name, relative to `folder` and without extension
 */
export function moduleEntries(folder: string): Record<string, string> {
  const entries = globSync('**/*.ts', { cwd: folder }).flatMap((path) =>
    [...readFileSync(join(folder, path), 'utf8').matchAll(sibling)].map(([, name]) => join(dirname(path), name!)),
  );
  return Object.fromEntries(
    [...new Set(entries)].sort().map((name) => [relative('', name), join(folder, `${name}.ts`)]),
  );
}
