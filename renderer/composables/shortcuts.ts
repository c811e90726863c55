/** The parts of a keyboard event a shortcut is told by. */
export interface KeyPress {
  readonly key: string;
  /** Of the place on the keyboard: with Alt a Mac types other signs */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const onMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const named: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: 'Space',
};
const macModifiers: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** As keys are engraved: "Ctrl+K" or "⌘K"; sequences as "g s". */
export function shortcutText(shortcut: string, mac = onMac): string {
  const keys = (press: string): string => {
    const parts = press.split('+').map((part) => {
      if (part === 'Mod') return mac ? macModifiers['Mod']! : 'Ctrl';
      return (mac ? macModifiers[part] : undefined) ?? named[part] ?? part;
    });
    return parts.join(mac ? '' : '+');
  };
  return shortcut.split(' ').map(keys).join(' ');
}

/**
 * Whether a key press is one step of a shortcut, for example `Mod+K`, `Alt+1` or `?`. Shift is ignored for signs, which
 * need it on some keyboards and not on others.
 */
export function matchesPress(press: string, event: KeyPress, mac = onMac): boolean {
  const parts = press.split('+');
  const key = parts.at(-1)!;
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  if (mod !== has('Mod') || otherMod || event.altKey !== has('Alt')) return false;
  const isLetter = /^\p{L}$/u.test(key) || key.length > 1;
  if (isLetter && event.shiftKey !== has('Shift')) return false;
  if (has('Alt') && (event.code === `Digit${key}` || event.code === `Key${key.toUpperCase()}`)) return true;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Keys pressed after one another count as a sequence within this time. */
export const sequenceMs = 1200;
