import { join } from 'node:path';
import type { ElectronBinary } from './electron-binary.ts';

export interface StartRequest {
  /** Serve, whatever there is */
  readonly isServed: boolean;
  /** What is passed on */
  readonly words: readonly string[];
}

export interface Surroundings {
  /** Of the project */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user is root */
  readonly isRoot: boolean;
  readonly electron: ElectronBinary | undefined;
}

export type StartPlan =
  | {
      readonly kind: 'window';
      readonly program: string;
      readonly words: readonly string[];
      readonly environment: Record<string, string>;
    }
  | { readonly kind: 'serve'; readonly reason: string };

/** The first Electron whose Node can load the store's SQLite. */
const oldestElectron = 35;

/** @throws Error in one sentence for a word that means nothing here */
export function readRequest(words: readonly string[]): StartRequest {
  const passed: string[] = [];
  let isServed = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--serve') isServed = true;
    else if (word.startsWith('--workspace=')) passed.push('--workspace', word.slice('--workspace='.length));
    else if (word === '--workspace' && words[i + 1] !== undefined) passed.push(word, words[++i]!);
    else throw new Error(`npm start knows --serve and --workspace DIR; ${word} means nothing here.`);
  }
  return { isServed, words: passed };
}

/** Whether there is a screen that a window could be opened on. */
export function hasDisplay({ platform, environment }: Pick<Surroundings, 'platform' | 'environment'>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
}

/** A window where there can be one, otherwise the served page, with the reason in a sentence. */
export function startPlan({ isServed, words }: StartRequest, surroundings: Surroundings): StartPlan {
  const { folder, environment, electron, isRoot, platform } = surroundings;
  const serve = (reason: string): StartPlan => ({ kind: 'serve', reason });
  if (isServed) return serve('Serving, as asked for.');
  if (!hasDisplay(surroundings)) return serve('There is no display here, so the workbench is served as a page.');
  if (electron === undefined) {
    return serve("Electron's program is not on this machine, so the workbench is served as a page.");
  }
  const isOld = Number(electron.version?.split('.')[0] ?? oldestElectron) < oldestElectron;
  const isTried = environment['NOISEFLOOR_TRY_OLD_NODE'] === '1';
  if (isOld && !isTried) {
    return serve(
      `Electron ${electron.version} is older than ${oldestElectron}, whose Node the store needs, so the workbench is served as a page.`,
    );
  }
  return {
    kind: 'window',
    program: electron.program,
    // Chromium refuses to start for root with its sandbox on
    words: [folder, ...(isRoot && platform === 'linux' ? ['--no-sandbox'] : []), ...words],
    environment: isOld ? { NODE_OPTIONS: `--require ${join(folder, 'build', 'desktop', 'early.cjs')}` } : {},
  };
}
