import { isInterface } from './trusted-pages.ts';

interface Navigation {
  readonly url: string;
  preventDefault(): void;
}

/** What of a window's contents is used here. */
export interface NavigatingContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (details: Navigation) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (details: { preventDefault(): void }) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void;
}

/**
 * Keeps a window on the interface: it goes nowhere else, opens no other window and no page inside the page. What it wanted to
 * open is offered to `openElsewhere`, which decides by itself.
 */
export function keepOnInterface(contents: NavigatingContents, openElsewhere: (address: string) => void): void {
  const stay = (details: Navigation): void => {
    // Loading the interface again is no leaving
    if (!isInterface(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', (details) => {
    stay(details);
    if (!isInterface(details.url)) openElsewhere(details.url);
  });
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (details) => details.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openElsewhere(url);
    return { action: 'deny' };
  });
}
