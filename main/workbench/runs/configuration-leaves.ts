import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunConfiguration } from '../../contract/run.ts';
import type { StoredConfiguration } from '../../store/configurations.ts';

/** Something of a configuration that not all runs have in common. */
export interface VaryingLeaf {
  /** As a specification calls it, for example `training.batch`, `profile.memory.rate`, `method.rate` */
  readonly name: string;
  /** Names that lead to it in a run's configuration */
  readonly path: readonly string[];
  readonly type: 'number' | 'boolean' | 'text';
}

interface Leaf {
  readonly path: readonly string[];
  readonly first: string;
  readonly types: Set<VaryingLeaf['type']>;
  varies: boolean;
  configurations: number;
}

const chunk = 300;
const longestText = 200;
const longestList = 20;
/** Every row of the table has these */
const shownAnyway = new Set(['kind', 'seed', 'profile.label', 'method.method', 'method.label', 'profile.name']);

function* leavesOf(value: unknown, path: readonly string[]): Generator<readonly [readonly string[], unknown]> {
  if (Array.isArray(value)) {
    const isList = value.length <= longestList && value.every((item) => typeof item !== 'object');
    if (isList) yield [path, JSON.stringify(value)];
    return;
  }
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined && value !== null && String(value).length <= longestText) yield [path, value];
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    // SQLite has no way to write such a name in a path
    if (!name.includes('"')) yield* leavesOf(item, [...path, name]);
  }
}

/** The wrappings of a configuration are not what its author wrote. */
function nameOf(path: readonly string[]): string {
  const written = path[0] === 'study' ? path.slice(1) : path;
  return (written[0] === 'profile' && written[1] === 'profile' ? ['profile', ...written.slice(2)] : written).join('.');
}

function typeOf(value: unknown): VaryingLeaf['type'] {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
}

export interface ConfigurationLeaves {
  /** What varies among all configurations there are, by name. Reads those that are new. */
  varying(): Promise<readonly VaryingLeaf[]>;
}

/** @param after see `configurationsAfter` */
export function createConfigurationLeaves(
  after: (place: number, limit: number) => readonly StoredConfiguration[],
): ConfigurationLeaves {
  const leaves = new Map<string, Leaf>();
  let place = 0;
  let configurations = 0;
  let reading: Promise<void> = Promise.resolve();

  function take(configuration: RunConfiguration): void {
    configurations++;
    for (const [path, value] of leavesOf(configuration, [])) {
      const name = nameOf(path);
      const text = String(value);
      let leaf = leaves.get(name);
      if (leaf === undefined)
        leaves.set(name, (leaf = { path, first: text, types: new Set(), varies: false, configurations: 0 }));
      leaf.types.add(typeOf(value));
      leaf.varies ||= text !== leaf.first;
      leaf.configurations++;
    }
  }

  async function readNew(): Promise<void> {
    for (;;) {
      const found = after(place, chunk);
      found.forEach(({ configuration }) => take(configuration));
      place = found.at(-1)?.place ?? place;
      if (found.length < chunk) return;
      // Thousands of them take a second, and others want an answer meanwhile
      await nextTurn();
    }
  }

  return {
    async varying() {
      // One after the other, so that none is counted twice
      await (reading = reading.then(readNew, readNew));
      return [...leaves]
        .filter(([name, leaf]) => (leaf.varies || leaf.configurations < configurations) && !shownAnyway.has(name))
        .map(([name, { path, types }]) => ({
          name,
          path,
          type: types.size === 1 ? [...types][0]! : ('text' as const),
        }))
        .toSorted((first, second) => (first.name < second.name ? -1 : 1));
    },
  };
}
