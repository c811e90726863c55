import type { Ref } from 'vue';
import { useCommand } from '../../../composables/use-command.ts';
import { useDraftStore } from '../draft/draft-store.ts';

interface WizardCommands {
  readonly root: Readonly<Ref<HTMLElement | null>>;
  readonly asYaml: Ref<boolean>;
  back(): void;
  next(): void;
}

const group = 'New study';

/** The wizard's keys. A text field undoes its own typing. */
export function useWizardCommands({ root, asYaml, back, next }: WizardCommands): void {
  const draft = useDraftStore();
  const isTyping = (): boolean => {
    const focused = document.activeElement;
    return (
      focused !== null &&
      root.value?.contains(focused) === true &&
      focused.matches('input:not([type="radio"]), textarea')
    );
  };
  const enabled = (): boolean => !asYaml.value;
  useCommand({ id: 'wizard.back', title: 'Step back', group, shortcut: 'Alt+ArrowLeft', enabled, run: back });
  useCommand({ id: 'wizard.next', title: 'Next step', group, shortcut: 'Alt+ArrowRight', enabled, run: next });
  useCommand({
    id: 'wizard.undo',
    title: 'Undo the last change of the study',
    group,
    shortcut: 'Mod+Z',
    enabled: () => draft.canUndo && !isTyping(),
    run: draft.undo,
  });
  useCommand({
    id: 'wizard.redo',
    title: 'Redo what was undone',
    group,
    shortcut: 'Mod+Shift+Z',
    enabled: () => draft.canRedo && !isTyping(),
    run: draft.redo,
  });
  useCommand({
    id: 'wizard.yaml',
    title: 'Switch between steps and YAML',
    group,
    shortcut: 'Alt+Y',
    run: () => (asYaml.value = !asYaml.value),
  });
}
