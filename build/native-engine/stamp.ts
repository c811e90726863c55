import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recipe } from './recipe.ts';

/** Written last, after the engine has been seen working: what is installed, so that a second install can tell. */
const stampSchema = z.object({
  revision: z.number(),
  bindingVersion: z.string(),
  /** What libtensorflow says of itself. */
  tensorflowVersion: z.string(),
  /** Where the libraries come from: `wheel`, or the folder that the user gave. */
  source: z.string(),
  /** Bytes of each installed file, by its path below the package. */
  files: z.record(z.string(), z.number()),
});

export type Stamp = z.infer<typeof stampSchema>;

const stampPath = join('deps', 'noisefloor-native-engine.json');

/** The files of a finished set-up, below the package of the binding. */
export const installedFiles = [
  ...recipe.libraries.map((library) => join('deps', 'lib', library)),
  join('lib', 'napi-v8', 'tfjs_binding.node'),
];

/** Bytes of the installed files that are there. */
export async function measureInstalledFiles(packageFolder: string): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const file of installedFiles) {
    const found = await stat(join(packageFolder, file)).catch(() => undefined);
    if (found?.isFile() === true) sizes[file] = found.size;
  }
  return sizes;
}

/** The stamp, or `undefined` when there is none that can be read. */
export async function readStamp(packageFolder: string): Promise<Stamp | undefined> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(join(packageFolder, stampPath), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function writeStamp(packageFolder: string, stamp: Stamp): Promise<void> {
  const target = join(packageFolder, stampPath);
  await writeFile(`${target}.partial`, `${JSON.stringify(stamp, null, 2)}\n`);
  await rename(`${target}.partial`, target);
}

export interface WantedEngine {
  /** Version of the binding's package as it is in node_modules now. */
  readonly bindingVersion: string;
  /** The folder that the user names now, or `undefined` for the wheel. */
  readonly folder: string | undefined;
}

/**
 * Whether a stamp describes what is wanted and what is on the disk. A set-up from a folder stays good when a later install
 * names no folder; naming another one asks for another set-up.
 */
export function isFinished(
  stamp: Stamp | undefined,
  sizes: Readonly<Record<string, number>>,
  wanted: WantedEngine,
): boolean {
  if (stamp === undefined) return false;
  if (stamp.revision !== recipe.revision || stamp.bindingVersion !== wanted.bindingVersion) return false;
  if (wanted.folder !== undefined && stamp.source !== wanted.folder) return false;
  if (stamp.source === 'wheel' && stamp.tensorflowVersion !== recipe.tensorflowVersion) return false;
  return installedFiles.every((file) => sizes[file] !== undefined && sizes[file] === stamp.files[file]);
}
