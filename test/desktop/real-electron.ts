import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { findElectron, type ElectronBinary } from '../../build/start/electron-binary.ts';
import { projectFolder } from '../architecture/project-files.ts';

const hasXvfb = process.platform === 'linux' && spawnSync('Xvfb', ['-help']).error === undefined;
const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || hasXvfb;

export const electron: ElectronBinary | undefined = findElectron(projectFolder, process.env);

/** Why no window can be tried here; undefined where one can. */
export const noWindow: string | undefined = obstacle();

function obstacle(): string | undefined {
  if (process.platform !== 'linux') return 'processes are looked at in /proc, so on Linux';
  if (electron === undefined)
    return "Electron's program is not on this machine: name its folder in ELECTRON_OVERRIDE_DIST_PATH";
  if (!hasDisplay) return 'there is neither a display nor Xvfb';
  const addon = createRequire(import.meta.url).resolve('better-sqlite3');
  const loads = spawnSync(electron.program, ['-e', `new (require(${JSON.stringify(addon)}))(':memory:')`], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  return loads.status === 0 ? undefined : `better-sqlite3 does not load in Electron ${electron.version}`;
}
