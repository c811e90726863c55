import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findElectron } from '../../build/start/electron-binary.ts';
import { needsBuild } from '../../build/start/newest-change.ts';
import { readRequest, startPlan, type Surroundings } from '../../build/start/start-plan.ts';

const electron = { program: '/dist/electron', version: '45.4.1' };
const surroundings: Surroundings = {
  folder: '/project',
  platform: 'linux',
  environment: { DISPLAY: ':0' },
  isRoot: false,
  electron,
};
const plan = (changes: Partial<Surroundings> = {}, words: readonly string[] = []) =>
  startPlan(readRequest(words), { ...surroundings, ...changes });

describe('npm start', () => {
  test('opens a window where there are a display and Electron', () => {
    expect(plan({}, ['--workspace', 'w'])).toEqual({
      kind: 'window',
      program: '/dist/electron',
      words: ['/project', '--workspace', 'w'],
      environment: {},
    });
  });

  test.each([
    ['Serving, as asked for.', {}, ['--serve', '--workspace=w']],
    ['There is no display here', { environment: {} }, []],
    ["Electron's program is not on this machine", { electron: undefined }, []],
    ['Electron 33.4.11 is older than 35', { electron: { ...electron, version: '33.4.11' } }, []],
  ] as const)('serves and says: %s', (reason, changes, words) => {
    const found = plan(changes, words);
    expect(found.kind).toBe('serve');
    expect(found.kind === 'serve' && found.reason).toContain(reason);
  });

  test.each([
    [{ platform: 'darwin', environment: {} }],
    [{ platform: 'win32', environment: {} }],
    [{ environment: { WAYLAND_DISPLAY: 'wayland-0' } }],
    [{ electron: { ...electron, version: undefined } }],
  ] as const)('needs no more than %j', (changes) => {
    expect(plan(changes).kind).toBe('window');
  });

  test('says for root what Chromium would end for not being told', () => {
    expect(plan({ isRoot: true })).toMatchObject({ words: ['/project', '--no-sandbox'] });
  });

  test('an older Electron is tried when that is asked for', () => {
    const old = { electron: { ...electron, version: '33.4.11' } };
    const environment = { DISPLAY: ':0', NOISEFLOOR_TRY_OLD_NODE: '1' };
    expect(plan({ ...old, environment })).toMatchObject({
      kind: 'window',
      environment: { NODE_OPTIONS: `--require ${join('/project', 'build', 'desktop', 'early.cjs')}` },
    });
  });

  test('passes on what it knows, and refuses the rest', () => {
    expect(readRequest(['--workspace=a b', '--serve'])).toEqual({ isServed: true, words: ['--workspace', 'a b'] });
    for (const words of [['--workspace'], ['--port', '1'], ['here']])
      expect(() => readRequest(words)).toThrow(words[0]);
  });
});

describe('files', () => {
  let folder: string;
  const write = (path: string, secondsAgo = 0, text = ''): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    const time = Date.now() / 1000 - secondsAgo;
    utimesSync(join(folder, path), time, time);
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'noisefloor-start-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are built when something is missing or older than a source', () => {
    for (const path of ['main/a.ts', 'preload/p.ts', 'renderer/app/a.vue', 'electron.vite.config.ts']) write(path, 60);
    for (const path of ['main', 'preload', 'renderer', 'renderer/app']) {
      utimesSync(join(folder, path), 1, 1);
    }
    write('out/main/desktop/main.js');
    write('out/preload/preload.cjs');
    expect(needsBuild(folder)).toBe(true);
    write('out/renderer/index.html');
    expect(needsBuild(folder)).toBe(false);
    write('renderer/app/a.vue', -60);
    expect(needsBuild(folder)).toBe(true);
  });

  test('Electron is where the environment says, else in its package, on each system', () => {
    expect(findElectron(folder, {}, 'linux')).toBeUndefined();
    write('node_modules/electron/dist/electron');
    write('node_modules/electron/dist/version', 0, 'v45.4.1\n');
    write('other/electron.exe');
    expect(findElectron(folder, {}, 'linux')).toEqual({
      program: join(folder, 'node_modules/electron/dist/electron'),
      version: '45.4.1',
    });
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') };
    expect(findElectron(folder, environment, 'linux')).toBeUndefined();
    expect(findElectron(folder, environment, 'win32')).toEqual({
      program: join(folder, 'other/electron.exe'),
      version: undefined,
    });
  });
});
