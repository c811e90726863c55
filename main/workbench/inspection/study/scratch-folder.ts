import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'scratch-';
const dayMs = 24 * 60 * 60 * 1000;

/** Lends a new folder in `parent` to some work and removes it afterwards, with those that a process that died has left. */
export async function inScratchFolder<Result>(
  parent: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, prefix));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another process may be at work in a younger one. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(prefix))) {
    const folder = join(parent, name);
    const status = statSync(folder, { throwIfNoEntry: false });
    if (status !== undefined && Date.now() - status.mtimeMs > dayMs) rmSync(folder, { recursive: true, force: true });
  }
}
