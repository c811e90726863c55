import { posix } from 'node:path';
import { moduleReferences } from './module-references.ts';
import type { ModuleReference } from './module-references.ts';

/** Top folders that hold code; those of `main` are rooms of their own. */
export const codeFolders = ['main', 'preload', 'renderer', 'build', 'test'] as const;

interface RoomRule {
  /** Rooms it may import besides itself */
  readonly rooms: readonly string[];
  /** Whether Node's own modules may be used; default true */
  readonly node?: boolean;
  /** npm packages it may use, where that is limited */
  readonly packages?: readonly string[];
}

const everyRoom = ['contract', 'lab', 'data', 'store', 'archive', 'runs', 'report'] as const;

/**
 * Who may import whom. Electron is for `desktop`, and for the preload script, which is a bridge between two halves of it.
 * `data` makes networks of other programs' files into those of `lab`, and uses its random streams; otherwise data, store
 * and report know the contract alone, so that each can be read, tested and replaced by itself. `archive` moves studies
 * between stores. `server` carries messages between browsers and the handlers of `workbench`, and knows neither store nor
 * science.
 */
export const roomRules: Readonly<Record<string, RoomRule>> = {
  contract: { rooms: [], node: false, packages: ['zod'] },
  lab: { rooms: ['contract'], node: false, packages: ['zod'] },
  data: { rooms: ['contract', 'lab'] },
  store: { rooms: ['contract'] },
  report: { rooms: ['contract'] },
  archive: { rooms: ['contract', 'store'] },
  runs: { rooms: [...everyRoom] },
  workbench: { rooms: [...everyRoom] },
  server: { rooms: ['contract', 'workbench'] },
  cli: { rooms: [...everyRoom, 'workbench', 'server'] },
  desktop: { rooms: [...everyRoom, 'workbench', 'server'] },
  preload: { rooms: ['contract'] },
  renderer: { rooms: ['contract'], node: false },
  build: { rooms: [...everyRoom] },
  test: { rooms: [...everyRoom, 'workbench', 'cli', 'server', 'desktop', 'preload', 'renderer', 'build'] },
};

/** The room a path lies in: `main/lab/ops/ops.ts` in `lab`, `renderer/app.ts` in `renderer`; undefined outside all code. */
export function roomOf(path: string): string | undefined {
  const [top, second] = path.split('/');
  if (!(codeFolders as readonly string[]).includes(top!)) return undefined;
  return top === 'main' ? second : top;
}

const isNodeModule = (specifier: string): boolean => specifier.startsWith('node:');
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What is wrong with the imports of a file, a line each; nothing for files outside the code folders. */
export function importProblems(path: string, text: string): string[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const rule = roomRules[room];
  if (rule === undefined) return [`${path} lies in no known room`];
  return moduleReferences(path, text).flatMap((reference) => {
    const problem = referenceProblem(path, room, rule, reference);
    return problem === undefined ? [] : [`${path}:${reference.line} ${problem}`];
  });
}

function referenceProblem(
  path: string,
  room: string,
  rule: RoomRule,
  { specifier, typeOnly }: ModuleReference,
): string | undefined {
  if (specifier.startsWith('.')) {
    const target = roomOf(posix.join(posix.dirname(path), specifier));
    const allowed = target === undefined || target === room || rule.rooms.includes(target);
    return allowed ? undefined : `${room} must not import ${target} (${specifier})`;
  }
  if (isNodeModule(specifier)) {
    return rule.node === false ? `${room} must not use Node's modules (${specifier})` : undefined;
  }
  if (packageOf(specifier) === 'electron') {
    return room === 'desktop' || room === 'preload' ? undefined : `${room} must not import electron`;
  }
  // Types vanish before anything runs; the packages themselves are handed in by main/runs
  if (typeOnly) return undefined;
  return rule.packages === undefined || rule.packages.includes(packageOf(specifier))
    ? undefined
    : `${room} must not load the package ${packageOf(specifier)}`;
}
