import { constants } from 'node:fs';
import { access, copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SetupError } from './obstacle.ts';
import { recipe } from './recipe.ts';
import { errorLine, runCommand } from './run-command.ts';
import { selectWheelMembers } from './wheel-members.ts';

const wheelScript = join(import.meta.dirname, 'wheel.py');
const heartbeatMs = 15_000;

/**
 * Downloads the wheel with the user's own pip, so from whatever index that is set up for, and returns its path.
 * The wheel's Python version does not matter: only its C libraries are used.
 */
export async function downloadWheel(workFolder: string, say: (line: string) => void): Promise<string> {
  const folder = join(workFolder, 'wheel');
  // pip draws its own progress, but only on a terminal.
  const onTerminal = process.stdout.isTTY;
  const started = performance.now();
  const heartbeat = setInterval(() => {
    if (!onTerminal) say(`still downloading (${Math.round((performance.now() - started) / 1000)} s)`);
  }, heartbeatMs);
  const result = await runCommand(
    'python3',
    [
      ...['-m', 'pip', 'download', '--no-deps', '--disable-pip-version-check', '--no-input', '--retries', '1'],
      ...(onTerminal ? [] : ['--quiet']),
      ...[
        '--platform',
        'manylinux_2_27_x86_64',
        '--python-version',
        '3.11',
        '--implementation',
        'cp',
        '--abi',
        'cp311',
      ],
      ...['--only-binary=:all:', '-d', folder, `${recipe.wheel}==${recipe.tensorflowVersion}`],
    ],
    // A user's rule to install into virtual environments only has no business with a download.
    { showOutput: onTerminal, environment: { PIP_REQUIRE_VIRTUALENV: 'false' } },
  );
  clearInterval(heartbeat);
  const wheel = (await readdir(folder).catch(() => [])).find((name) => name.endsWith('.whl'));
  if (result.code !== 0 || wheel === undefined) {
    throw new SetupError(
      `TensorFlow could not be downloaded (${pipFailure(result.errorOutput)})`,
      'connect to the network or name a folder with the libraries in NOISEFLOOR_LIBTENSORFLOW',
    );
  }
  return join(folder, wheel);
}

/** What pip's error output comes down to. Without a network its last line claims that the package does not exist. */
export function pipFailure(errorOutput: string): string {
  const noConnection = /connection|name resolution|getaddrinfo|timed? ?out|proxy|unreachable/i;
  return noConnection.test(errorOutput) ? 'pip does not reach its index' : `pip: ${errorLine(errorOutput, 'last')}`;
}

/** Takes the libraries and the headers out of the wheel into `lib/` and `include/` of the work folder; deletes the wheel. */
export async function unpackWheel(wheel: string, workFolder: string): Promise<void> {
  const listing = await runCommand('python3', [wheelScript, wheel]);
  if (listing.code !== 0) throw unreadable(listing.errorOutput);
  const members = selectWheelMembers(JSON.parse(listing.output) as string[]);
  const unpacking = await runCommand('python3', [wheelScript, wheel, workFolder], {
    input: JSON.stringify(Object.fromEntries(members)),
  });
  if (unpacking.code !== 0) throw unreadable(unpacking.errorOutput);
  await rm(wheel);
}

function unreadable(errorOutput: string): SetupError {
  return new SetupError(`the TensorFlow wheel could not be unpacked (${errorLine(errorOutput, 'last')})`);
}

/**
 * Takes libraries and headers from a folder of the user's: the unpacked C library, or the `tensorflow` folder of a Python
 * installation. Libraries lie in the folder or its `lib/`, headers in its `include/`.
 */
export async function useFolder(folder: string, workFolder: string): Promise<void> {
  const headers = join(folder, 'include');
  if ((await firstThere([join(headers, 'tensorflow', 'c', 'c_api.h')])) === undefined) {
    throw unsuitable(join('include', 'tensorflow', 'c', 'c_api.h'));
  }
  const sources = new Map<string, string>();
  for (const library of recipe.libraries) {
    const source = await firstThere([join(folder, library), join(folder, 'lib', library)]);
    if (source === undefined) throw unsuitable(library);
    sources.set(library, source);
  }
  await symlink(resolve(headers), join(workFolder, 'include'));
  await mkdir(join(workFolder, 'lib'), { recursive: true });
  for (const [library, source] of sources) {
    await copyFile(source, join(workFolder, 'lib', library), constants.COPYFILE_FICLONE);
  }
}

function unsuitable(missing: string): SetupError {
  return new SetupError(
    `NOISEFLOOR_LIBTENSORFLOW names a folder without ${missing}`,
    'name one that holds TensorFlow 2 with its headers',
  );
}

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

/** Removes the symbol tables, a quarter of the size. Left out where there is no `strip`. */
export async function stripLibraries(workFolder: string): Promise<void> {
  await Promise.all(recipe.libraries.map((library) => runCommand('strip', ['-s', join(workFolder, 'lib', library)])));
}
