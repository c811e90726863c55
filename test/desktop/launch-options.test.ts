import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { launchOptions, usualWorkspace } from '../../main/desktop/launch-options.ts';

const folder = resolve('/lab');

test.each([
  [['electron', '.'], {}],
  [['electron', '.', '--workspace', 'here'], { workspace: join(folder, 'here') }],
  [['electron', '.', '--workspace=/there'], { workspace: resolve('/there') }],
  [['electron', '.', '--no-sandbox', '--workspace', 'a b', '--disable-gpu'], { workspace: join(folder, 'a b') }],
  [['electron', '.', '--workspace'], {}],
  [['electron', '.', '--workspace='], {}],
  [['noisefloor', '/home of/a study.noisefloor'], { archive: resolve('/home of/a study.noisefloor') }],
  [
    ['electron', '.', '--workspace', 'w', 'here.noisefloor'],
    { workspace: join(folder, 'w'), archive: join(folder, 'here.noisefloor') },
  ],
  [['electron', '.', '--workspace', 'named.noisefloor'], { workspace: join(folder, 'named.noisefloor') }],
])('%j asks for %j', (words, options) => {
  expect(launchOptions(words, {}, folder)).toEqual(options);
});

test('the environment names a workspace where the words do not', () => {
  const environment = { NOISEFLOOR_WORKSPACE: '/of/environment' };
  expect(launchOptions(['electron'], environment, folder)).toEqual({ workspace: resolve('/of/environment') });
  expect(launchOptions(['electron', '--workspace=/w'], environment, folder)).toEqual({ workspace: resolve('/w') });
});

test('the usual workspace of an installed application is in the home, whose current folder is anywhere', () => {
  expect(usualWorkspace({ isPackaged: true, home: '/folder/x' })).toBe(join('/folder/x', 'noisefloor-workspace'));
  expect(usualWorkspace({ isPackaged: false, home: '/folder/x' })).toBe(resolve('noisefloor-workspace'));
});
