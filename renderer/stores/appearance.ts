import { paletteNames } from '../charts/palettes.ts';
import type { PaletteName } from '../charts/palettes.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Density = 'compact' | 'comfortable';

/** How the interface looks, as it is kept. */
export interface Appearance {
  readonly theme: ThemeChoice;
  readonly palette: PaletteName;
  readonly density: Density;
}

const usual: Appearance = { theme: 'system', palette: 'default', density: 'compact' };

/** What was written (JSON), where it still makes sense; the usual elsewhere. */
export function readAppearance(text: string | null | undefined): Appearance {
  const given = parsed(text ?? '{}');
  return {
    theme: choose(given['theme'], ['light', 'dark', 'system'], usual.theme),
    palette: choose(given['palette'], paletteNames, usual.palette),
    density: choose(given['density'], ['compact', 'comfortable'], usual.density),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const choose = <Value extends string>(value: unknown, allowed: readonly Value[], otherwise: Value): Value =>
  allowed.find((candidate) => candidate === value) ?? otherwise;
