import { useRouter } from 'vue-router';
import type { MenuCommand } from '../../main/contract/workbench/application.ts';
import { useCommand } from '../composables/use-command.ts';
import { useSubscription } from '../composables/use-subscription.ts';
import { usePreferencesStore } from '../stores/preferences.ts';
import { sections } from './sections.ts';

export type ShellDialog = 'palette' | 'shortcuts' | 'settings' | 'doctor' | 'about';

/** Commands that are there on every page, on the keyboard, in the palette and in the native menu. */
export function useShellCommands(open: (dialog: ShellDialog) => void): void {
  const router = useRouter();
  const preferences = usePreferencesStore();
  const go = (path: string): void => void router.push(path);

  for (const [index, { name, title, path, keys }] of sections.entries()) {
    useCommand({
      id: `go.${name}`,
      title: `Go to ${title}`,
      group: 'Pages',
      shortcut: keys,
      alternatives: [`Alt+${index + 1}`],
      run: () => go(path),
    });
  }
  useCommand({
    id: 'palette',
    title: 'Command palette',
    group: 'Workbench',
    shortcut: 'Mod+K',
    run: () => open('palette'),
  });
  useCommand({
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Workbench',
    shortcut: '?',
    run: () => open('shortcuts'),
  });
  useCommand({ id: 'settings', title: 'Settings', group: 'Workbench', shortcut: 'Mod+,', run: () => open('settings') });
  useCommand({ id: 'doctor', title: 'Check this machine', group: 'Workbench', run: () => open('doctor') });
  useCommand({ id: 'about', title: 'About this workbench', group: 'Workbench', run: () => open('about') });
  useCommand({
    id: 'theme',
    title: 'Switch between light and dark',
    group: 'Workbench',
    run: () => (preferences.theme = preferences.dark ? 'light' : 'dark'),
  });

  const carryOut: Readonly<Record<MenuCommand, () => void>> = {
    'new-study': () => go('/new'),
    'open-studies': () => go('/studies'),
    'open-live': () => go('/live'),
    'open-compare': () => go('/compare'),
    'open-profiles': () => go('/profiles'),
    'open-archive': () => go('/archive'),
    'command-palette': () => open('palette'),
    shortcuts: () => open('shortcuts'),
    doctor: () => open('doctor'),
  };
  useSubscription(
    'menu',
    () => ({}),
    (command) => carryOut[command](),
  );
}
