import { computed, getCurrentScope, onScopeDispose, shallowReactive, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';

export interface Command {
  /** Unique, for example `studies.launch` */
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** For example `Mod+K` (⌘ on a Mac, otherwise Ctrl), `Alt+1`, `?` or a sequence `g s` */
  readonly shortcut?: string;
  /** Other shortcuts that do the same */
  readonly alternatives?: readonly string[];
  readonly run: () => void;
  readonly enabled?: MaybeRefOrGetter<boolean>;
}

const registered = shallowReactive(new Map<string, Command>());

/** Every command of what is on the screen, in the order they came. */
export const commands = computed(() => [...registered.values()]);

export const isEnabled = (command: Command): boolean => toValue(command.enabled) ?? true;

/** Offers a command in the palette, the shortcuts sheet and on the keyboard, for as long as the component lives. */
export function useCommand(command: Command): void {
  registered.set(command.id, command);
  if (getCurrentScope() === undefined) return;
  onScopeDispose(() => {
    if (registered.get(command.id) === command) registered.delete(command.id);
  });
}
