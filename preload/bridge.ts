import type { WorkbenchBridge } from '../main/contract/rpc/bridge.ts';

/** What of `ipcRenderer` is used here. */
export interface MainProcess {
  send(channel: string, ...words: unknown[]): void;
  on(channel: string, listener: (event: unknown, ...words: unknown[]) => void): unknown;
  off(channel: string, listener: (event: unknown, ...words: unknown[]) => void): unknown;
}

/**
 * The page's way to the main process. Neither Electron's events nor `ipcRenderer` reach the page.
 *
 * @param load a name for this load of the page, so that what was meant for the one before does not reach it
 */
export function createBridge(main: MainProcess, channel: string, load: string): WorkbenchBridge {
  return {
    send: (message) => main.send(channel, load, message),
    onMessage(listener) {
      const receive = (_event: unknown, of: unknown, message: unknown): void => {
        if (of === load) listener(message);
      };
      main.on(channel, receive);
      return () => void main.off(channel, receive);
    },
  };
}
