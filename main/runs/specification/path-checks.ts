import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { FieldPath, FieldProblem } from './problem.ts';
import { valueAt } from './schema-guide.ts';
import { writtenProfiles } from './written-profiles.ts';

/**
 * What a specification names that is not there, and what is left to be named. Works on what is written, so that it is told beside all else that is
 * wrong.
 *
 * @param folders where relative paths are looked for, absolute
 */
export function pathChecks(written: unknown, folders: readonly string[]): readonly FieldProblem[] {
  const energyPath = ['memory', 'energy', 'path'];
  const named: (readonly [FieldPath, string])[] = [
    [['data', 'path'], dataRole(valueAt(written, ['data', 'source']))],
    [['data', 'testPath'], 'CSV file'],
    [['model', 'file'], 'network file'],
    [['model', 'weights'], 'weights file'],
    ...writtenProfiles(written)
      // The name of a shipped profile is no path
      .filter(({ path }) => typeof valueAt(written, path) !== 'string')
      .map(({ locate }) => [locate(energyPath), 'energy table'] as const),
  ];
  return named.flatMap(([path, what]): readonly FieldProblem[] => {
    const value = valueAt(written, path);
    if (typeof value !== 'string') return [];
    if (value.trim() === '') return [{ path, message: 'empty', allowed: `the path of the ${what}` }];
    const candidates = isAbsolute(value) ? [value] : [...new Set(folders.map((folder) => resolve(folder, value)))];
    if (candidates.some((candidate) => existsSync(candidate))) return [];
    return [{ path, message: `there is no ${what} at ${candidates.join(' or ')}` }];
  });
}

/** What `data.path` is of a source, in words. */
export function dataRole(source: unknown): string {
  if (source === 'csv') return 'CSV file';
  return source === 'npz' ? 'file or folder of NumPy arrays' : 'data folder';
}
