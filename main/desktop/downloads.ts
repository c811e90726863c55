import { basename, dirname, join } from 'node:path';
import type * as Electron from 'electron';
import type { DesktopMemory } from './desktop-memory.ts';
import { isInterface } from './trusted-pages.ts';

/** What of a session is used here. */
export interface DownloadSession {
  on(
    event: 'will-download',
    listener: (
      event: Pick<Electron.Event, 'preventDefault'>,
      item: Pick<Electron.DownloadItem, 'getURL' | 'getFilename' | 'getSavePath' | 'setSaveDialogOptions' | 'once'>,
    ) => void,
  ): unknown;
}

/**
 * Lets the page save what it made itself, where the user says in the system's own dialog; it begins where something was last
 * written to. Everything else that would be a download is refused: nothing here comes from elsewhere.
 *
 * @param home where it begins at first
 * @param onRefused told the address
 */
export function askWhereToSave(
  session: DownloadSession,
  memory: Pick<DesktopMemory, 'folder' | 'rememberFolder'>,
  { home, onRefused }: { readonly home: string; readonly onRefused: (address: string) => void },
): void {
  session.on('will-download', (event, item) => {
    const address = item.getURL();
    if (!isMadeByInterface(address)) {
      event.preventDefault();
      onRefused(address);
      return;
    }
    item.setSaveDialogOptions({
      defaultPath: join(memory.folder('folder') ?? home, basename(item.getFilename())),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    item.once('done', (_event, state) => {
      const path = item.getSavePath();
      if (state === 'completed' && path !== '') memory.rememberFolder('folder', dirname(path));
    });
  });
}

/** `blob:app://workbench/…`: bytes that lie in the memory of the page */
function isMadeByInterface(address: string): boolean {
  return address.startsWith('blob:') && isInterface(address.slice('blob:'.length));
}
