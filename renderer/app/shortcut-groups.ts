import { shortcutText } from '../composables/shortcuts.ts';
import type { Command } from '../composables/use-command.ts';

export interface ShortcutGroup {
  readonly title: string;
  readonly entries: readonly { readonly title: string; readonly keys: readonly string[] }[];
}

/** What is no command but has keys of its own. */
const everywhere: readonly ShortcutGroup[] = [
  {
    title: 'Charts',
    entries: [
      { title: 'Next and previous point, with its values', keys: ['←', '→'] },
      { title: 'First and last point', keys: ['Home', 'End'] },
      { title: 'Leave the points', keys: ['Esc'] },
    ],
  },
  {
    title: 'Fields',
    entries: [
      { title: 'A number up or down by a step', keys: ['↑', '↓'] },
      { title: 'By ten steps', keys: ['Shift+↑', 'Shift+↓'] },
      { title: 'To the messages', keys: ['F8'] },
    ],
  },
];

/** Commands that have shortcuts, by their group; then what the parts of the interface understand by themselves. */
export function shortcutGroups(commands: readonly Command[], mac?: boolean): ShortcutGroup[] {
  const groups = new Map<string, ShortcutGroup['entries'][number][]>();
  for (const { title, group, shortcut, alternatives = [] } of commands) {
    if (shortcut === undefined) continue;
    const keys = [shortcut, ...alternatives].map((keys) => shortcutText(keys, mac));
    groups.set(group, [...(groups.get(group) ?? []), { title, keys }]);
  }
  return [...[...groups].map(([title, entries]) => ({ title, entries })), ...everywhere];
}
