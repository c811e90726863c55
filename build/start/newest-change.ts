import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is built from. */
const sources = ['main/**/*', 'preload/**/*', 'renderer/**/*', 'electron.vite.config.ts', 'package-lock.json'];
/** Written last by the builds of the two halves. */
const products = ['out/main/desktop/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/** Whether something of what is built is missing, or older than a source. */
export function needsBuild(folder: string): boolean {
  const built = products.map((path) => changedAt(join(folder, path)));
  if (built.includes(undefined)) return true;
  const oldest = Math.min(...built.map((time) => time!));
  return globSync(sources, { cwd: folder }).some((path) => changedAt(join(folder, path))! > oldest);
}

/** Milliseconds; folders count too, as they change when a file goes. */
function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
