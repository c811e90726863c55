import { describe, expect, test, vi } from 'vitest';
import { menuCommandSchema } from '../../main/contract/workbench/application.ts';
import { menuTemplate } from '../../main/desktop/menu-template.ts';

type MenuItem = ReturnType<typeof menuTemplate>[number];

function allItems(items: readonly MenuItem[]): MenuItem[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allItems(item.submenu) : [])]);
}

const template = (changes: Partial<Parameters<typeof menuTemplate>[0]> = {}) =>
  menuTemplate({
    isMac: false,
    applicationName: 'Noisefloor',
    hasDeveloperTools: true,
    send: () => undefined,
    ...changes,
  });

describe.each([true, false])('the menu (on a Mac: %s)', (isMac) => {
  test('has every command of the contract once, and sends it', () => {
    const send = vi.fn();
    const items = allItems(template({ isMac, send }));
    const commands = menuCommandSchema.options.map((command) => items.filter(({ id }) => id === command));
    expect(commands.map(({ length }) => length)).toEqual(menuCommandSchema.options.map(() => 1));
    for (const [item] of commands) (item!.click as () => void)();
    expect(send.mock.calls.flat()).toEqual(menuCommandSchema.options);
  });

  test('has no key twice', () => {
    const keys = allItems(template({ isMac })).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has what every program has', () => {
    const roles = allItems(template({ isMac })).flatMap(({ role }) => role ?? []);
    for (const role of ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'quit', 'about', 'reload', 'zoomIn']) {
      expect(roles.filter((each) => each === role)).toHaveLength(1);
    }
  });
});

test('keys that the page listens for itself are only shown', () => {
  const shown = allItems(template()).filter(({ registerAccelerator }) => registerAccelerator === false);
  expect(shown.map(({ id }) => id)).toEqual(['command-palette', 'shortcuts']);
});

test('an installed application has no developer tools', () => {
  const roles = (hasDeveloperTools: boolean) => allItems(template({ hasDeveloperTools })).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
});
