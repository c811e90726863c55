import type { PaletteName } from './palettes.ts';
import type { ChartTokens } from './theme-tokens.ts';

/** What the appearance of a drawing depends on, besides its data. */
export interface ChartLook {
  readonly palette: PaletteName;
  readonly dark: boolean;
  readonly tokens: ChartTokens;
}
