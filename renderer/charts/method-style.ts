import { palettes } from './palettes.ts';
import type { MethodColors, PaletteName } from './palettes.ts';

export type MarkShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'cross' | 'pin';

export interface MethodStyle {
  readonly color: string;
  readonly shape: MarkShape;
  /** For `symbol` of an ECharts series */
  readonly symbol: string;
  /** For `lineStyle.type`: solid, or lengths of dashes and gaps in pixels */
  readonly dash: 'solid' | number[];
  readonly label: string;
}

export type StyledMethod = keyof MethodColors;

interface Fixed {
  readonly shape: MarkShape;
  readonly dash: 'solid' | readonly number[];
  readonly label: string;
}

const fixed: Readonly<Record<StyledMethod, Fixed>> = {
  saft: { shape: 'circle', dash: 'solid', label: 'SAFT' },
  'noise-injection': { shape: 'square', dash: [6, 3], label: 'Noise injection' },
  lanmax: { shape: 'diamond', dash: 'solid', label: 'LaNMax' },
  'uniform-bsc': { shape: 'triangle', dash: [2, 3], label: 'Uniform rate' },
  reliable: { shape: 'cross', dash: [8, 3, 2, 3], label: 'Reliable memory' },
  plain: { shape: 'pin', dash: [1, 3], label: 'Plain training' },
};

/** In the unit of ECharts' path symbols, which are scaled to the symbol's size. */
const cross = 'path://M3,0L8,5L13,0L16,3L11,8L16,13L13,16L8,11L3,16L0,13L5,8L0,3Z';

const symbols: Readonly<Record<MarkShape, string>> = {
  circle: 'circle',
  square: 'rect',
  diamond: 'diamond',
  triangle: 'triangle',
  cross,
  pin: 'pin',
};

const isStyled = (name: string): name is StyledMethod => Object.hasOwn(fixed, name);

/**
 * How a method looks wherever it appears: one hue, one shape, one dash.
 *
 * @param method as a specification names it; anything else looks like plain training
 */
export function methodStyle(method: string | undefined, palette: PaletteName, dark: boolean): MethodStyle {
  const name = method !== undefined && isStyled(method) ? method : 'plain';
  const { shape, dash, label } = fixed[name];
  return {
    color: palettes[palette][dark ? 'dark' : 'light'][name],
    shape,
    symbol: symbols[shape],
    dash: dash === 'solid' ? dash : [...dash],
    label: name === method ? label : (method ?? label),
  };
}

export const methodLabel = (method: string | undefined): string => methodStyle(method, 'default', false).label;
export const styledMethods = Object.keys(fixed) as StyledMethod[];
