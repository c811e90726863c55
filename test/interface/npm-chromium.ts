import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../architecture/project-files.ts';
import { unpackedOnce } from './unpacked-once.ts';

const name = '@sparticuz/chromium';

/**
 * The browser of the npm package, unpacked. By itself the package unpacks into the folder for temporary files and takes
 * whatever is there by that name for the browser, also what another process is still writing.
 *
 * @returns path of the program
 */
export async function npmChromium(): Promise<string> {
  const manifest = readFileSync(join(projectFolder, 'node_modules', name, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const folder = join(tmpdir(), `noisefloor-chromium-${version}`);
  await unpackedOnce(folder, (into) => {
    const program = `await (await import('${name}')).default.executablePath()`;
    const env = { ...process.env, NODE_OPTIONS: undefined, TMPDIR: into, TMP: into, TEMP: into };
    const words = ['--input-type=module', '--eval', program];
    return promisify(execFile)(process.execPath, words, { cwd: projectFolder, env });
  });
  return join(folder, 'chromium');
}
