import { describe, expect, test } from 'vitest';
import { matchesPress, shortcutText } from '../../../renderer/composables/shortcuts.ts';
import type { KeyPress } from '../../../renderer/composables/shortcuts.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a shortcut', () => {
  test.each([
    ['Mod+K', 'Ctrl+K', '⌘K'],
    ['Mod+Shift+Enter', 'Ctrl+Shift+↵', '⌘⇧↵'],
    ['Alt+1', 'Alt+1', '⌥1'],
    ['g s', 'g s', 'g s'],
    ['?', '?', '?'],
  ])('%s is engraved %s and %s', (shortcut, pc, mac) => {
    expect(shortcutText(shortcut, false)).toBe(pc);
    expect(shortcutText(shortcut, true)).toBe(mac);
  });

  test.each([
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('K', { ctrlKey: true }), true],
    ['Mod+K', press('k'), false],
    ['Mod+K', press('k', { metaKey: true }), false],
    ['Mod+K', press('k', { ctrlKey: true, altKey: true }), false],
    ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+Shift+K', press('K', { ctrlKey: true, shiftKey: true }), true],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['g', press('g'), true],
    ['g', press('G', { shiftKey: true }), false],
    ['Enter', press('Enter', { shiftKey: true }), false],
    ['Alt+1', press('1', { altKey: true }), true],
    ['Alt+1', press('¡', { altKey: true, code: 'Digit1' }), true],
    ['Alt+1', press('2', { altKey: true, code: 'Digit2' }), false],
    ['Alt+1', press('1'), false],
  ])('%s by %j: %s', (shortcut, event, matches) => {
    expect(matchesPress(shortcut, event, false)).toBe(matches);
  });

  test('has the command key on a Mac', () => {
    expect(matchesPress('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(matchesPress('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
  });
});
