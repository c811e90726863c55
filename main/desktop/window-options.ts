import type { BrowserWindowConstructorOptions } from 'electron';
import type { Bounds } from './desktop-memory.ts';
import { smallestWindow } from './window-bounds.ts';

/** `--surface` of the interface in its two themes: what is seen until the page is. */
export const surface = { light: '#fafbfc', dark: '#14171b' } as const;

/** How the one window is made. The page in it has no more rights than a page of the web. */
export function windowOptions(options: {
  readonly bounds: Bounds;
  readonly preload: string;
  readonly icon: string;
  readonly isDark: boolean;
}): BrowserWindowConstructorOptions {
  return {
    ...options.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Noisefloor',
    icon: options.icon,
    backgroundColor: options.isDark ? surface.dark : surface.light,
    show: false,
    webPreferences: {
      preload: options.preload,
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
    },
  };
}
