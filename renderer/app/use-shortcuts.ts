import { useEventListener } from '@vueuse/core';
import { commands, isEnabled } from '../composables/use-command.ts';
import type { Command } from '../composables/use-command.ts';
import { matchesPress, sequenceMs } from '../composables/shortcuts.ts';

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta']);

/** What has the keyboard to itself while it is there */
const inFront = '[role="dialog"], [role="alertdialog"], [role="menu"], [popover]:popover-open';

/** Typing belongs to what is typed into. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="combobox"], [role="application"]');
}

const presses = (command: Command): string[][] =>
  [command.shortcut, ...(command.alternatives ?? [])]
    .filter((shortcut) => shortcut !== undefined)
    .map((shortcut) => shortcut.split(' '));

/** Carries out commands by their shortcuts, wherever the focus is; not while a dialog is open. */
export function useShortcuts(): void {
  let begun: string[] = [];
  let begunAt = 0;

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || modifiers.has(event.key)) return;
    if (document.querySelector(inFront) !== null) return;
    const withModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (isTyping(event) && !withModifier) return;
    if (event.timeStamp - begunAt > sequenceMs) begun = [];

    const enabled = commands.value.filter(isEnabled);
    const depth = begun.length;
    const candidates = enabled.flatMap((command) =>
      presses(command)
        .filter((steps) => begun.every((step, index) => steps[index] === step))
        .filter((steps) => steps[depth] !== undefined && matchesPress(steps[depth], event))
        .map((steps) => ({ command, steps })),
    );
    const done = candidates.find(({ steps }) => steps.length === depth + 1);
    if (done !== undefined) {
      event.preventDefault();
      begun = [];
      return done.command.run();
    }
    begun = candidates[0]?.steps.slice(0, depth + 1) ?? [];
    begunAt = event.timeStamp;
  });
}
