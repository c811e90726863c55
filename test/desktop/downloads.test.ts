import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { askWhereToSave, type DownloadSession } from '../../main/desktop/downloads.ts';

type Listener = Parameters<DownloadSession['on']>[1];
type Item = Parameters<Listener>[1];

function shell(folder?: string) {
  let listener: Listener | undefined;
  const rememberFolder = vi.fn();
  const onRefused = vi.fn();
  askWhereToSave(
    { on: (_event, added) => (listener = added) },
    { folder: () => folder, rememberFolder },
    { home: '/downloads', onRefused },
  );
  function begin(address: string, name = 'figure.pdf', savedTo = '') {
    const preventDefault = vi.fn();
    const setSaveDialogOptions = vi.fn();
    let done: ((event: unknown, state: string) => void) | undefined;
    const item = {
      getURL: () => address,
      getFilename: () => name,
      getSavePath: () => savedTo,
      setSaveDialogOptions,
      once: (_event: string, heard: typeof done) => (done = heard),
    };
    listener!({ preventDefault }, item as unknown as Item);
    return { preventDefault, setSaveDialogOptions, end: (state: string) => done!({}, state) };
  }
  return { begin, rememberFolder, onRefused };
}

describe('a download', () => {
  test('of what the page made asks where to, beginning where something was saved last', () => {
    const { begin, rememberFolder, onRefused } = shell();
    const download = begin('blob:app://workbench/6f1c', 'figure.pdf', '/papers/figure.pdf');
    expect(download.preventDefault).not.toHaveBeenCalled();
    expect(download.setSaveDialogOptions.mock.calls[0]![0]).toMatchObject({
      defaultPath: join('/downloads', 'figure.pdf'),
    });
    download.end('completed');
    expect(rememberFolder).toHaveBeenCalledExactlyOnceWith('folder', '/papers');
    const next = shell('/papers').begin('blob:app://workbench/7', '../../etc/passwd');
    expect(next.setSaveDialogOptions.mock.calls[0]![0]).toMatchObject({ defaultPath: join('/papers', 'passwd') });
    expect(onRefused).not.toHaveBeenCalled();
  });

  test('that was cancelled leaves no trace', () => {
    const { begin, rememberFolder } = shell();
    begin('blob:app://workbench/1').end('cancelled');
    expect(rememberFolder).not.toHaveBeenCalled();
  });

  test.each([
    'https://example.org/x.pdf',
    'blob:https://example.org/6f1c',
    'blob:app://workbench.example.org/1',
    'app://workbench/index.html',
    'data:text/plain,x',
    'file:///etc/passwd',
    'blob:',
  ])('of %s is refused', (address) => {
    const { begin, onRefused } = shell();
    const { preventDefault, setSaveDialogOptions } = begin(address);
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(setSaveDialogOptions).not.toHaveBeenCalled();
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(address);
  });
});
