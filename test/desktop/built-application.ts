import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../architecture/project-files.ts';

/** The application as `npm run build` makes it, in a folder of its own, so that nothing else builds into it meanwhile. */
export function buildApplication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-application-'));
  for (const name of ['package.json']) copyFileSync(join(projectFolder, name), join(folder, name));
  for (const name of ['node_modules', 'resources']) symlinkSync(join(projectFolder, name), join(folder, name));
  const program = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const words = [program, 'build', '--outDir', join(folder, 'out'), '--logLevel', 'warn'];
  const { NODE_ENV: _, ...environment } = process.env;
  const built = spawnSync(process.execPath, words, { cwd: projectFolder, encoding: 'utf8', env: environment });
  if (built.status === 0) return folder;
  rmSync(folder, { recursive: true });
  throw new Error(`The application is not built: ${built.stdout}${built.stderr}`);
}
