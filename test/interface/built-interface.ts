import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import settings from '../../electron.vite.config.ts';
import { projectFolder } from '../architecture/project-files.ts';

/** The page as `npm run build` makes it, in a folder of its own; to be removed by whoever asked for it. */
export async function buildInterface(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-interface-'));
  const { renderer } = settings as { renderer: { build: object; plugins: [] } };
  await build({
    ...renderer,
    configFile: false,
    root: join(projectFolder, 'renderer'),
    logLevel: 'warn',
    build: { ...renderer.build, outDir: folder, emptyOutDir: true, rollupOptions: {} },
  });
  return folder;
}
