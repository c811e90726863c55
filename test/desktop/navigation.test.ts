import { describe, expect, test, vi } from 'vitest';
import { isExternalPage, openExternally } from '../../main/desktop/external-links.ts';
import { keepOnInterface, type NavigatingContents } from '../../main/desktop/navigation.ts';

type Details = { url: string; preventDefault(): void };

/** A window's contents that are kept on the interface. */
function kept() {
  const listeners = new Map<string, (details: Details) => void>();
  let openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const openElsewhere = vi.fn<(address: string) => void>();
  const contents = {
    on: (event: string, listener: (details: Details) => void) => listeners.set(event, listener),
    setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler),
  };
  keepOnInterface(contents as unknown as NavigatingContents, openElsewhere);
  return {
    openElsewhere,
    /** @returns whether it was prevented */
    go(event: string, url: string): boolean {
      const preventDefault = vi.fn();
      listeners.get(event)!({ url, preventDefault });
      return preventDefault.mock.calls.length > 0;
    },
    open: (url: string) => openHandler({ url }),
  };
}

const foreign = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://workbench.example.org/',
  'app://other/',
  'app://user@workbench/',
  'https://example.org/?next=app://workbench/',
  'javascript:alert(1)',
  'data:text/html,<p>',
  'about:blank',
  'no address',
];

describe('a window', () => {
  test.each(foreign)('does not go to %s, by itself, in a frame or redirected', (url) => {
    const { go } = kept();
    expect(['will-navigate', 'will-frame-navigate', 'will-redirect'].map((event) => go(event, url))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test.each(['app://workbench/', 'app://workbench/index.html#/studies'])('may load %s again', (url) => {
    const { go, openElsewhere } = kept();
    expect(go('will-navigate', url)).toBe(false);
    expect(openElsewhere).not.toHaveBeenCalled();
  });

  test.each([...foreign, 'app://workbench/'])('opens no other one for %s', (url) => {
    const { open, openElsewhere } = kept();
    expect(open(url)).toEqual({ action: 'deny' });
    expect(openElsewhere).toHaveBeenCalledExactlyOnceWith(url);
  });

  test('offers where it wanted to go to the door outside, once', () => {
    const { go, openElsewhere } = kept();
    go('will-navigate', 'https://example.org/paper');
    go('will-frame-navigate', 'https://example.org/paper');
    expect(openElsewhere).toHaveBeenCalledExactlyOnceWith('https://example.org/paper');
  });

  test('has no page inside the page', () => {
    expect(kept().go('will-attach-webview', '')).toBe(true);
  });
});

describe('the door to the browser', () => {
  test.each(['https://arxiv.org/abs/2301.00001', 'https://doi.org/10.1000/182?x=1#y'])(
    'lets %s through',
    async (url) => {
      const open = vi.fn(async () => undefined);
      expect(openExternally(url, open)).toBe(true);
      expect(open).toHaveBeenCalledExactlyOnceWith(url);
    },
  );

  test.each([
    'http://example.org/',
    'https://localhost/',
    'https://user:word@example.org/',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-settings:',
    'javascript:alert(1)',
    'mailto:someone@example.org',
    '//example.org',
    ' ',
  ])('is closed for %s', (url) => {
    const open = vi.fn(async () => undefined);
    expect(openExternally(url, open)).toBe(false);
    expect(open).not.toHaveBeenCalled();
    expect(isExternalPage(url)).toBe(false);
  });

  test('a machine without a browser is no defect', async () => {
    expect(openExternally('https://example.org', () => Promise.reject(new Error('none')))).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
  });
});
