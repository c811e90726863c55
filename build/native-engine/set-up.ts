import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { probeBackend } from '../../main/runs/backends/probe.ts';
import { nodeApiHeaders, type BindingPackage } from './binding-package.ts';
import { compileBinding } from './compile.ts';
import { downloadWheel, stripLibraries, unpackWheel, useFolder } from './libraries.ts';
import { gatherMachineFacts } from './machine-facts.ts';
import { firstObstacle, SetupError } from './obstacle.ts';
import { downloadMegabyte, recipe } from './recipe.ts';
import { installedFiles, isFinished, measureInstalledFiles, readStamp, writeStamp } from './stamp.ts';

const workPrefix = '.noisefloor-set-up-';

export interface SetUpOptions {
  readonly projectFolder: string;
  readonly binding: BindingPackage;
  /** The user's folder with libtensorflow; without it the wheel is downloaded. */
  readonly folder: string | undefined;
  /** Told of each step as it begins. */
  readonly say: (line: string) => void;
}

/**
 * Whether the engine is there already. An engine without a stamp (its set-up was interrupted at the very end) is tried out
 * and, when it works, given its stamp.
 */
export async function isSetUp({ binding, folder }: SetUpOptions): Promise<boolean> {
  const sizes = await measureInstalledFiles(binding.folder);
  const stamp = await readStamp(binding.folder);
  if (stamp !== undefined || folder !== undefined || !installedFiles.every((file) => file in sizes)) {
    return isFinished(stamp, sizes, { bindingVersion: binding.version, folder });
  }
  const probe = await probeBackend('tensorflow');
  if (!probe.available || probe.version !== recipe.tensorflowVersion) return false;
  await stampEngine(binding, probe.version, 'wheel');
  return true;
}

/**
 * Makes the engine: libraries, compiler, one try in a process of its own, and only then the stamp. Everything is made in a
 * work folder inside the package and moved into place by renaming, so an interrupted set-up leaves nothing that looks done.
 *
 * @throws SetupError with what is missing
 */
export async function setUp(options: SetUpOptions): Promise<string> {
  const { binding, folder, say } = options;
  await removeWorkFolders(binding.folder);
  const obstacle = firstObstacle(await gatherMachineFacts(binding.folder), folder !== undefined);
  if (obstacle !== undefined) throw new SetupError(obstacle.cause, obstacle.remedy);
  const workFolder = await mkdtemp(join(binding.folder, workPrefix));
  try {
    await gatherLibraries(options, workFolder);
    say('compiling the binding (about 10 seconds)');
    const addon = join(workFolder, 'tfjs_binding.node');
    await compileBinding({
      packageFolder: binding.folder,
      workFolder,
      nodeApiHeaders: nodeApiHeaders(options.projectFolder),
      addon,
    });
    await moveIntoPlace(binding.folder, workFolder);
  } finally {
    await removeWorkFolders(binding.folder);
  }
  say('trying it out');
  const probe = await probeBackend('tensorflow');
  if (!probe.available || probe.version === undefined) {
    await Promise.all(['deps', 'lib'].map((name) => rm(join(binding.folder, name), { recursive: true, force: true })));
    const reason = probe.detail.charAt(0).toLowerCase() + probe.detail.slice(1).replace(/\.$/, '');
    throw new SetupError(`the native engine was built but does not work here: ${reason}`);
  }
  await stampEngine(binding, probe.version, folder ?? 'wheel');
  return probe.version;
}

async function gatherLibraries({ folder, say }: SetUpOptions, workFolder: string): Promise<void> {
  if (folder === undefined) {
    say(`downloading TensorFlow ${recipe.tensorflowVersion} with pip (${downloadMegabyte} MB)`);
    const wheel = await downloadWheel(workFolder, say);
    say('unpacking its two libraries');
    await unpackWheel(wheel, workFolder);
  } else {
    say('copying the libraries that NOISEFLOOR_LIBTENSORFLOW names');
    await useFolder(folder, workFolder);
  }
  await stripLibraries(workFolder);
}

async function moveIntoPlace(packageFolder: string, workFolder: string): Promise<void> {
  const moves = [
    ...recipe.libraries.map((library) => [join('lib', library), join('deps', 'lib', library)] as const),
    ['tfjs_binding.node', join('lib', 'napi-v8', 'tfjs_binding.node')] as const,
  ];
  for (const [from, to] of moves) {
    const target = join(packageFolder, to);
    await mkdir(dirname(target), { recursive: true });
    await rename(join(workFolder, from), target);
  }
}

async function stampEngine(binding: BindingPackage, tensorflowVersion: string, source: string): Promise<void> {
  await writeStamp(binding.folder, {
    revision: recipe.revision,
    bindingVersion: binding.version,
    tensorflowVersion,
    source,
    files: await measureInstalledFiles(binding.folder),
  });
}

/** Work folders of this and of interrupted set-ups. */
async function removeWorkFolders(packageFolder: string): Promise<void> {
  const names = (await readdir(packageFolder)).filter((name) => name.startsWith(workPrefix));
  await Promise.all(
    names.map((name) => rm(join(packageFolder, name), { recursive: true, force: true, maxRetries: 5 })),
  );
}
