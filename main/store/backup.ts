import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { storeError } from './store-errors.ts';
import { syncFile, syncFolder } from './sync.ts';

const kept = 3;
const pattern = /^noisefloor-schema-\d+-.*\.sqlite$/;

/** When a backup was made, from its name */
function timeOf(name: string): string {
  return name.replace(/^noisefloor-schema-\d+-/, '');
}

/**
 * Writes the committed state of a database into `backups/` beside it, whole or not at all, and keeps the newest three.
 * A second connection reads, so the caller may hold the write lock meanwhile.
 *
 * @param version of the schema, for the name
 * @returns the path of the backup
 */
export function backUp(path: string, version: number, now: number): string {
  const folder = join(dirname(path), 'backups');
  const time = new Date(now).toISOString().replaceAll(':', '-');
  const target = join(folder, `noisefloor-schema-${version}-${time}.sqlite`);
  const partial = `${target}.partial`;
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(partial, { force: true });
    const source = new Database(path, { readonly: true, fileMustExist: true });
    try {
      source.prepare('VACUUM INTO ?').run(partial);
    } finally {
      source.close();
    }
    syncFile(partial);
    renameSync(partial, target);
    syncFolder(folder);
  } catch (error) {
    rmSync(partial, { force: true });
    throw storeError(error, target);
  }
  const backups = readdirSync(folder).filter((name) => pattern.test(name));
  const newestFirst = backups.sort((left, right) => (timeOf(left) < timeOf(right) ? 1 : -1));
  for (const name of newestFirst.slice(kept)) {
    if (name !== basename(target)) rmSync(join(folder, name), { force: true });
  }
  return target;
}
