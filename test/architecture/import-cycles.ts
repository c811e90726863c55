import { posix } from 'node:path';
import { moduleReferences } from './module-references.ts';

/**
 * Circles of modules that load each other, each as `a > b > c`. Imports of types do not load anything.
 *
 * @param sources text by path; references to other files are passed over
 */
export function importCycles(sources: ReadonlyMap<string, string>): string[] {
  const loads = new Map(
    [...sources].map(([path, text]) => [
      path,
      moduleReferences(path, text)
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) => posix.join(posix.dirname(path), specifier))
        .filter((target) => sources.has(target)),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push(trail.slice(start).join(' > '));
    if (start >= 0 || done.has(path)) return;
    trail.push(path);
    loads.get(path)!.forEach(visit);
    trail.pop();
    done.add(path);
  };
  [...loads.keys()].forEach(visit);
  return cycles;
}
