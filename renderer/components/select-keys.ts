import type { SelectOption } from './option-types.ts';

export interface SelectState {
  readonly isOpen: boolean;
  /** Place of the option that is pointed at; -1 for none */
  readonly active: number;
}

export type SelectAction =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'choose'; readonly to: number }
  /** Chooses, and lets the key do what it does */
  | { readonly kind: 'choose-and-pass'; readonly to: number };

/**
 * What a key does in a list that opens below its button, after the select-only combobox of the ARIA Authoring Practices:
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-select-only/. Undefined for keys that do nothing.
 */
export function selectKey(
  key: string,
  altKey: boolean,
  { isOpen, active }: SelectState,
  options: readonly SelectOption[],
): SelectAction | undefined {
  const enabled = options.flatMap((option, index) => (option.disabled === true ? [] : [index]));
  if (enabled.length === 0) return undefined;
  if (!isOpen) return ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key) ? { kind: 'open' } : undefined;

  const place = enabled.indexOf(active);
  const at = (index: number): SelectAction => ({
    kind: 'move',
    to: enabled[Math.min(enabled.length - 1, Math.max(0, index))]!,
  });
  switch (key) {
    case 'ArrowUp':
      return altKey ? choose(active, 'choose') : at(place - 1);
    case 'ArrowDown':
      return at(place + 1);
    case 'Home':
      return at(0);
    case 'End':
      return at(enabled.length - 1);
    case 'PageUp':
      return at(place - 10);
    case 'PageDown':
      return at(place + 10);
    case 'Enter':
    case ' ':
      return choose(active, 'choose');
    case 'Tab':
      return choose(active, 'choose-and-pass');
    case 'Escape':
      return { kind: 'close' };
    default:
      return undefined;
  }
}

const choose = (active: number, kind: 'choose' | 'choose-and-pass'): SelectAction =>
  active < 0 ? { kind: 'close' } : { kind, to: active };

/** The option that typed letters mean: the next one that begins with them; the same letter again goes on to the next. */
export function typedOption(typed: string, active: number, options: readonly SelectOption[]): number | undefined {
  const text = typed.toLowerCase();
  const repeated = [...text].every((letter) => letter === text[0]);
  const sought = repeated ? text[0]! : text;
  const from = repeated ? active + 1 : Math.max(0, active);
  const order = options.map((_, index) => (from + index) % options.length);
  return order.find((index) => {
    const { label, disabled } = options[index]!;
    return disabled !== true && label.toLowerCase().startsWith(sought);
  });
}
