import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../architecture/project-files.ts';

/** The application as `npm run build` makes it, in a folder of its own, so that nothing else builds into it meanwhile. */
export function buildApplication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-application-'));
  for (const name of ['package.json']) copyFileSync(join(projectFolder, name), join(folder, name));
  for (const name of ['node_modules', 'resources']) symlinkSync(join(projectFolder, name), join(folder, name));
  const program = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  // electron-vite writes a file beside its settings while it reads them: not where other tests look at every file
  const settings = join(folder, 'electron.vite.config.mjs');
  const own = pathToFileURL(join(projectFolder, 'electron.vite.config.ts')).href;
  writeFileSync(settings, `export { default } from ${JSON.stringify(own)};\n`);
  const words = [program, 'build', '--config', settings, '--outDir', join(folder, 'out'), '--logLevel', 'warn'];
  const { NODE_ENV: _, ...environment } = process.env;
  const built = spawnSync(process.execPath, words, { cwd: projectFolder, encoding: 'utf8', env: environment });
  if (built.status === 0) return folder;
  rmSync(folder, { recursive: true });
  throw new Error(`The application is not built: ${built.stdout}${built.stderr}`);
}
