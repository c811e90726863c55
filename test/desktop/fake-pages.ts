import { EventEmitter } from 'node:events';
import type { PageContents, PageEvent, PageMessages } from '../../main/desktop/electron-ipc-channel.ts';
import { interfaceAddress, type SenderFrame } from '../../main/desktop/trusted-pages.ts';
import type { MainProcess } from '../../preload/bridge.ts';

type Listener = (event: unknown, ...words: unknown[]) => void;

/** `ipcMain`, and windows whose pages reach it. As in Electron, what is sent is copied and arrives later. */
export function fakeElectron() {
  const main = new Map<string, (event: PageEvent, ...words: unknown[]) => void>();
  const pages: PageMessages = { on: (channel, listener) => void main.set(channel, listener) };
  let nextId = 1;

  /** A window; `frame` is where what its page sends seems to come from */
  function openPage(frame: SenderFrame | null = { parent: null, url: interfaceAddress }) {
    const events = new EventEmitter();
    const listeners = new Map<string, Set<Listener>>();
    let isDestroyed = false;
    const contents: PageContents = {
      id: nextId++,
      isDestroyed: () => isDestroyed,
      send(channel, ...words) {
        const copies = structuredClone(words);
        queueMicrotask(() => listeners.get(channel)?.forEach((listener) => listener({}, ...copies)));
      },
      once: (event, listener) => events.once(event, listener),
      on: (event, listener) => events.on(event, listener),
    };
    /** What its preload script is given */
    const renderer: MainProcess = {
      send(channel, ...words) {
        const copies = structuredClone(words);
        queueMicrotask(() => main.get(channel)?.({ sender: contents, senderFrame: frame }, ...copies));
      },
      on: (channel, listener) => void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      off: (channel, listener) => void listeners.get(channel)?.delete(listener),
    };
    return {
      contents,
      renderer,
      listenerCount: (channel: string) => listeners.get(channel)?.size ?? 0,
      /** Its process ends, by itself or not */
      end: () => void events.emit('render-process-gone'),
      destroy() {
        isDestroyed = true;
        events.emit('destroyed');
      },
    };
  }

  return { pages, openPage };
}
