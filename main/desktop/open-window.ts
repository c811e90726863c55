import type * as Electron from 'electron';
import type { DesktopMemory, WindowPlace } from './desktop-memory.ts';
import type { desktopFiles } from './desktop-files.ts';
import { openExternally } from './external-links.ts';
import type { Leaving } from './leaving.ts';
import { keepOnInterface } from './navigation.ts';
import { pageRecovery } from './page-recovery.ts';
import { archiveAddress, interfaceAddress, type TrustedPages } from './trusted-pages.ts';
import { windowBounds } from './window-bounds.ts';
import { windowOptions } from './window-options.ts';

export interface DesktopWindow {
  readonly browserWindow: Electron.BrowserWindow;
  /** Shows a sentence in the window's title, for as long as something is waited for. */
  say(sentence: string): void;
  /** Brings it to the front. */
  focus(): void;
  /** Shows an archive, read-only. @param path absolute */
  showArchive(path: string): void;
}

export interface WindowParts {
  readonly files: ReturnType<typeof desktopFiles>;
  readonly memory: DesktopMemory;
  readonly pages: TrustedPages;
  readonly leaving: Leaving;
  /** To begin with; absolute */
  readonly archive?: string;
  log(where: string, what: unknown): void;
}

/** The one window, with the interface in it. */
export function openWindow(
  { BrowserWindow, dialog, nativeTheme, screen, shell }: typeof Electron,
  { files, memory, pages, leaving, archive, log }: WindowParts,
): DesktopWindow {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow(
    windowOptions({
      bounds: windowBounds(memory.window?.bounds, screens),
      preload: files.preload,
      icon: files.icon,
      isDark: nativeTheme.shouldUseDarkColors,
    }),
  );
  const { webContents } = window;
  pages.add(webContents);
  keepOnInterface(webContents, (address) => {
    if (!openExternally(address, (checked) => shell.openExternal(checked))) log('refused address', address);
  });
  const recover = pageRecovery({
    reload: () => webContents.reload(),
    now: () => performance.now(),
    giveUp: (reason) =>
      dialog.showErrorBox(
        `The page of the workbench ended again and again (${reason}).`,
        'Runs go on. View, Reload shows it again; Help, Examine this machine looks for the cause.',
      ),
  });
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('page', `its process ended: ${reason}, ${exitCode}`);
    recover(reason);
  });
  webContents.on('preload-error', (_event, path, error) => log(path, error));
  followPlace(window, memory);
  window.on('close', (event) => {
    if (leaving.isDone) return;
    event.preventDefault();
    void leaving.begin(true);
  });
  // A page that closes its own window is not asked
  window.on('closed', () => void leaving.begin(false));
  window.once('ready-to-show', () => {
    if (memory.window?.isMaximized === true) window.maximize();
    window.show();
  });
  void webContents.loadURL(archive === undefined ? interfaceAddress : archiveAddress(archive));
  let isSaying = false;
  window.on('page-title-updated', (event) => {
    if (isSaying) event.preventDefault();
  });
  return {
    browserWindow: window,
    say(sentence) {
      if (window.isDestroyed()) return;
      isSaying = true;
      window.setTitle(`${sentence} – Noisefloor`);
      // Longer than the time of one, so without an end
      window.setProgressBar(2);
    },
    focus() {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    // Only what is behind the # differs, so the page stays and goes to its view
    showArchive: (path) => void webContents.loadURL(archiveAddress(path)),
  };
}

/** Remembers where the window was when it goes, however that comes about. */
function followPlace(window: Electron.BrowserWindow, memory: DesktopMemory): void {
  let place: WindowPlace | undefined;
  const look = (): void => {
    place = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
  };
  window.on('show', look);
  window.on('resize', look);
  window.on('move', look);
  window.on('maximize', look);
  window.on('unmaximize', look);
  window.on('closed', () => {
    if (place !== undefined) memory.rememberWindow(place);
  });
}
