import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronBinary {
  readonly program: string;
  /** For example "45.4.1"; undefined where its folder does not say it */
  readonly version: string | undefined;
}

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Electron's program, where it is on this machine: in the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, else in its package.
 *
 * @param folder of the project
 */
export function findElectron(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): ElectronBinary | undefined {
  const place = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'node_modules', 'electron', 'dist');
  const program = join(place, programs[platform] ?? 'electron');
  return existsSync(program) ? { program, version: versionIn(place) } : undefined;
}

function versionIn(place: string): string | undefined {
  try {
    return readFileSync(join(place, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}
