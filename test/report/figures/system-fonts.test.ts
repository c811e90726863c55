import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { undrawnNotice } from '../../../main/contract/text/undrawn-notice.ts';
import { fontRuns, undrawnCharacters } from '../../../main/report/figures/font-runs.ts';
import { fontSearch, systemFontFolders } from '../../../main/report/figures/system-fonts.ts';
import { glyphRun, textWidth } from '../../../main/report/figures/text-outline.ts';

/** Of a private use area: no font of a system has a letter for it. */
const nobodys = '\u{10fff0}';
const own = join(import.meta.dirname, '../../../resources/fonts/source-sans-3-regular.ttf');

function folderWith(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-fonts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'deep'));
  for (const name of names) copyFileSync(own, join(folder, name));
  return folder;
}

test('a font is found by the letters it has, also deep in a folder, and none for letters that no font has', () => {
  const search = fontSearch([folderWith('deep/one.ttf')]);
  expect(search('я')?.font.postscriptName).toBe('SourceSans3-Regular');
  expect(search('я')).toBe(search('ж'));
  expect(search('字')).toBeUndefined();
});

test('files that are no fonts and folders that are not there are passed over', () => {
  const folder = folderWith('good.otf');
  for (const name of ['bad.ttf', 'empty.ttc', 'LastResort.ttf']) writeFileSync(join(folder, name), name.slice(0, 3));
  expect(fontSearch([join(folder, 'absent'), folder])('я')?.font.postscriptName).toBe('SourceSans3-Regular');
  expect(fontSearch([join(folder, 'absent')])('я')).toBeUndefined();
});

test('what is known to be of no use is not opened', () => {
  expect(fontSearch([folderWith('NotoColorEmoji.ttf', 'Last Resort.ttf')])('я')).toBeUndefined();
});

test.each(['linux', 'darwin', 'win32'] as const)('%s has folders for fonts', (platform) => {
  expect(systemFontFolders(platform).length).toBeGreaterThan(1);
});

test('a text of the own font is one run; letters of no font are boxes of it, and are named once', () => {
  expect(fontRuns('σ = 0.2, ж', 'regular')).toHaveLength(1);
  const text = `a${nobodys}b`;
  expect(fontRuns(text, 'regular').map(({ text: part, file }) => [part, file])).toEqual([[text, undefined]]);
  expect(undrawnCharacters([text, nobodys, 'a b'])).toEqual([nobodys]);
  const { width, unitsPerSize } = glyphRun(text, 'regular');
  expect(width / unitsPerSize).toBeCloseTo(textWidth(text, 1), 9);
});

test('the notice names them, but not hundreds', () => {
  expect(undrawnNotice([])).toBe('');
  expect(undrawnNotice(['字', '体'])).toMatch(/^No font of this machine has 字 and 体: boxes stand/);
  const many = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(0x4e00 + index));
  expect(undrawnNotice(many)).toContain(' and 28 more: ');
});
