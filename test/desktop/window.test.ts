import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { smallestWindow, windowBounds } from '../../main/desktop/window-bounds.ts';
import { surface, windowOptions } from '../../main/desktop/window-options.ts';

const options = windowOptions({
  bounds: { x: 1, y: 2, width: 1000, height: 700 },
  preload: '/p.cjs',
  icon: '/i.png',
  isDark: true,
});

describe('the window', () => {
  test('gives its page no rights', () => {
    expect(options.webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  test('has the colour of the interface before the page is there', () => {
    expect(options).toMatchObject({ show: false, backgroundColor: surface.dark });
    const tokens = readFileSync(new URL('../../renderer/app/tokens.css', import.meta.url), 'utf8');
    const found = [...tokens.matchAll(/--surface: (#\w+);/g)].map(([, colour]) => colour);
    expect(new Set(found)).toEqual(new Set(Object.values(surface)));
  });
});

describe('where it opens', () => {
  const screen = { x: 0, y: 25, width: 1920, height: 1055 };
  const second = { x: 1920, y: 0, width: 1280, height: 1024 };

  test('at first in the middle', () => {
    expect(windowBounds(undefined, [screen])).toEqual({ x: 240, y: 103, width: 1440, height: 900 });
  });

  test('where it was, on whichever screen', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 800 };
    expect(windowBounds(bounds, [screen, second])).toEqual(bounds);
  });

  test('in its size on the first screen when its own is gone, or it would be out of reach', () => {
    const bounds = { x: 2000, y: 100, width: 1000, height: 800 };
    expect(windowBounds(bounds, [screen])).toEqual({ x: 460, y: 153, width: 1000, height: 800 });
    expect(windowBounds({ ...bounds, x: 1900 }, [screen]).x).toBe(460);
    expect(windowBounds({ ...bounds, x: 0, y: -790 }, [screen]).y).toBe(153);
  });

  test('never smaller than the interface needs, on a small screen or none', () => {
    const small = { x: 0, y: 0, width: 800, height: 500 };
    expect(windowBounds(undefined, [small])).toMatchObject(smallestWindow);
    expect(windowBounds({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toMatchObject(smallestWindow);
    expect(windowBounds(undefined, [])).toMatchObject({ width: 1440, height: 900 });
  });
});
