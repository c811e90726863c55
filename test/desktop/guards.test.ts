import { beforeAll, describe, expect, test, vi } from 'vitest';
import { refuseRemoteContent, type RequestSession } from '../../main/desktop/network-guard.ts';
import { refusePermissions, type PermissionSession } from '../../main/desktop/permissions.ts';
import { isInterface, trustedPages } from '../../main/desktop/trusted-pages.ts';

const page = 'app://workbench/index.html#/compare';

describe('permissions', () => {
  type Request = Parameters<PermissionSession['setPermissionRequestHandler']>[0];
  type Check = Parameters<PermissionSession['setPermissionCheckHandler']>[0];
  let request: Request;
  let check: Check;
  let device: () => boolean;
  const displays: unknown[] = [];
  beforeAll(() =>
    refusePermissions({
      setPermissionRequestHandler: (handler) => (request = handler),
      setPermissionCheckHandler: (handler) => (check = handler),
      setDevicePermissionHandler: (handler) => (device = handler),
      setDisplayMediaRequestHandler: (handler) => displays.push(handler),
    }),
  );
  const asked = (permission: string, requestingUrl: string): boolean => {
    const answer = vi.fn<(isGranted: boolean) => void>();
    request({}, permission, answer, { requestingUrl });
    return answer.mock.calls[0]![0];
  };

  test('copying is granted to the interface alone', () => {
    expect(asked('clipboard-sanitized-write', page)).toBe(true);
    expect(check({}, 'clipboard-sanitized-write', 'app://workbench/')).toBe(true);
    expect(asked('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    expect(check({}, 'clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });

  test.each([
    ...['media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal'],
    ...['clipboard-read', 'display-capture', 'hid', 'serial', 'usb', 'fileSystem', 'something of the future'],
  ])('%s is refused, to the interface too', (permission) => {
    expect(asked(permission, page)).toBe(false);
    expect(check({}, permission, 'app://workbench/')).toBe(false);
  });

  test('devices and screens are not to be had', () => {
    expect(device()).toBe(false);
    expect(displays).toEqual([null]);
  });
});

describe('requests', () => {
  let listener: Parameters<RequestSession['webRequest']['onBeforeRequest']>[0];
  const refused: string[] = [];
  const settings: unknown[] = [];
  beforeAll(() =>
    refuseRemoteContent(
      {
        webRequest: { onBeforeRequest: (added) => (listener = added) },
        setProxy: async (options) => void settings.push(options),
        setSpellCheckerEnabled: (isEnabled) => void settings.push(isEnabled),
      },
      (address) => refused.push(address),
    ),
  );
  const isCancelled = (url: string): boolean => {
    const answer = vi.fn<(decision: { cancel: boolean }) => void>();
    listener({ url }, answer);
    return answer.mock.calls[0]![0].cancel;
  };

  test.each([page, 'devtools://devtools/bundled/x.js', 'blob:app://workbench/1', 'data:image/png;base64,AA=='])(
    '%s may be read',
    (url) => expect(isCancelled(url)).toBe(false),
  );

  test.each([
    ...['https://example.org/', 'http://127.0.0.1/', 'ws://127.0.0.1:1/', 'wss://example.org/', 'ftp://example.org/'],
    ...['file:///etc/passwd', 'chrome://version', 'appx://workbench/', 'nonsense', ''],
  ])('"%s" is cancelled and told', (url) => {
    expect(isCancelled(url)).toBe(true);
    expect(refused.at(-1)).toBe(url);
  });

  test('neither a proxy nor a dictionary is looked for', () => {
    expect(settings).toEqual([{ mode: 'direct' }, false]);
  });
});

describe('senders', () => {
  function oneWindow() {
    const pages = trustedPages();
    let destroy: () => void = () => undefined;
    const contents = { id: 3, once: (_event: string, listener: () => void) => (destroy = listener) };
    pages.add(contents as never);
    const from = (url: string, parent: unknown = null, id = 3) =>
      pages.refusal({ sender: { id }, senderFrame: { url, parent } as never });
    return { pages, from, destroy: () => destroy() };
  }

  test('the main frame of our window, on the interface, is listened to', () => {
    expect(oneWindow().from(page)).toBeUndefined();
  });

  test.each([
    ['of another window', (from: Sender) => from(page, null, 4), /no window of the workbench/],
    ['of a frame inside the page', (from: Sender) => from(page, {}), /frame inside/],
    ['of another origin', (from: Sender) => from('https://example.org/'), /another address/],
    ['of an origin that only begins like ours', (from: Sender) => from('app://workbench.org/'), /another address/],
  ])('%s is refused with a reason', (_what, refusalOf, reason) => {
    expect(refusalOf(oneWindow().from)).toMatch(reason);
  });
  type Sender = ReturnType<typeof oneWindow>['from'];

  test('a frame that is gone, and a window that is gone', () => {
    const { pages, from, destroy } = oneWindow();
    expect(pages.refusal({ sender: { id: 3 }, senderFrame: null })).toBe('Its page is gone.');
    destroy();
    expect(from(page)).toMatch(/no window/);
  });

  test.each(['app://workbench', 'app://workbench/assets/a.js?x#y'])('%s is the interface', (address) => {
    expect(isInterface(address)).toBe(true);
  });

  test.each(['app://workbench:1/', 'app://x@workbench/', 'APP2://workbench/', 'app:/workbench', 'app:workbench', ''])(
    '"%s" is not',
    (address) => expect(isInterface(address)).toBe(false),
  );
});
