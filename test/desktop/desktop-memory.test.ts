import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { desktopMemory } from '../../main/desktop/desktop-memory.ts';
import { filePicker } from '../../main/desktop/file-dialogs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-desktop-'));
  path = join(folder, 'deeper', 'desktop.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = { bounds: { x: -5, y: 0, width: 1000, height: 700 }, isMaximized: true };

describe('what the shell remembers', () => {
  test('is there at the next start, and leaves nothing else behind', () => {
    const memory = desktopMemory(path);
    expect(memory.window).toBeUndefined();
    memory.rememberWindow(place);
    memory.rememberFolder('weights', '/data/w');
    const next = desktopMemory(path);
    expect(next.window).toEqual(place);
    expect([next.folder('weights'), next.folder('specification')]).toEqual(['/data/w', undefined]);
    expect(readdirSync(join(folder, 'deeper'))).toEqual(['desktop.json']);
  });

  test.each(['', '{', '[]', '{"window": {"bounds": {"x": 0}}}', '{"folders": {"weights": 7}}'])(
    'is forgotten when it is %j',
    (text) => {
      desktopMemory(path).rememberWindow(place);
      writeFileSync(path, text);
      const memory = desktopMemory(path);
      expect([memory.window, memory.folder('weights')]).toEqual([undefined, undefined]);
      memory.rememberFolder('weights', '/w');
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ folders: { weights: '/w' } });
    },
  );

  test('costs nothing where it cannot be written', () => {
    writeFileSync(join(folder, 'deeper'), 'a file where the folder would be');
    const memory = desktopMemory(path);
    expect(() => memory.rememberWindow(place)).not.toThrow();
    expect(memory.window).toEqual(place);
  });
});

describe('picking', () => {
  const show = vi.fn();
  const pick = (purpose: 'weights' | 'data-folder' = 'weights') =>
    filePicker(show, desktopMemory(path), '/folder/x')(purpose);
  beforeEach(() => show.mockReset());

  test('begins at home, then where something for the same purpose was picked last', async () => {
    show.mockResolvedValue({ canceled: false, filePaths: ['/data/nets/a.safetensors'] });
    expect(await pick()).toBe('/data/nets/a.safetensors');
    await pick();
    await pick('data-folder');
    expect(show.mock.calls.map(([{ defaultPath }]) => defaultPath)).toEqual(['/folder/x', '/data/nets', '/folder/x']);
  });

  test('asks for what the purpose is', async () => {
    show.mockResolvedValue({ canceled: true, filePaths: [] });
    await pick();
    await pick('data-folder');
    expect(show.mock.calls.map(([{ properties }]) => properties)).toEqual([['openFile'], ['openDirectory']]);
    expect(show.mock.calls[0]![0].filters[0]).toEqual({ name: 'Safetensors', extensions: ['safetensors'] });
  });

  test('nothing remembers nothing', async () => {
    show.mockResolvedValue({ canceled: true, filePaths: [] });
    expect(await pick()).toBeUndefined();
    expect(desktopMemory(path).folder('weights')).toBeUndefined();
  });
});
