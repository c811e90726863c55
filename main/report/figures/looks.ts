import { formatHex, lightnessOf, mix } from './colors.ts';

export type MarkShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'cross' | 'down-triangle' | 'star';

/** Lengths of dashes and gaps in points; none: solid */
export type Dash = readonly number[];

export interface LineLook {
  readonly color: string;
  readonly dash: Dash;
  /** In points */
  readonly width: number;
}

export interface MarkLook {
  readonly shape: MarkShape;
  readonly color: string;
  /** Diameter in points of a figure with 7 point text */
  readonly size: number;
  /** Otherwise an outline around white */
  readonly filled: boolean;
}

export interface FillLook {
  readonly color: string;
  readonly outline?: string;
}

/** Everything a method is told by besides its name. */
export interface MethodLook {
  readonly title: string;
  readonly color: string;
  readonly shape: MarkShape;
  readonly dash: Dash;
}

/**
 * Hue, shape and dash of each method as in the interface. The colours are darker or lighter than there, so that they differ by
 * at least 6 in CIE lightness and still do so when printed in grey.
 */
const looks: Readonly<Record<string, MethodLook>> = {
  saft: { title: 'SAFT', color: '#087d7b', shape: 'circle', dash: [] },
  'noise-injection': { title: 'Noise injection', color: '#2b4a5e', shape: 'square', dash: [4, 2] },
  lanmax: { title: 'LaNMax', color: '#dc7f10', shape: 'diamond', dash: [] },
  'uniform-bsc': { title: 'Uniform rate', color: '#6f3cb8', shape: 'triangle', dash: [1.5, 1.5] },
  reliable: { title: 'Reliable memory', color: '#15191e', shape: 'cross', dash: [5, 1.5, 1.5, 1.5] },
  plain: { title: 'Plain training', color: '#828282', shape: 'down-triangle', dash: [1, 2] },
};

export const ink = '#15191e';
/** Of axes' ticks and frames */
export const frameInk = '#3c434b';
export const gridInk = '#e3e6ea';
export const white = '#ffffff';

/** A method nobody knows looks like plain training, under its own name. */
export function methodLook(method: string): MethodLook {
  return Object.hasOwn(looks, method) ? looks[method]! : { ...looks['plain']!, title: method };
}

/** Paler, for what is dominated, one of several or frozen. @param share of the colour that is left, 0 to 1 */
export function pale(color: string, share: number): string {
  return mix(white, color, share);
}

const dashes: readonly Dash[] = [[], [4, 1.5], [1.5, 1.5], [5, 1.5, 1.5, 1.5], [8, 2], [3, 1, 1, 1, 1, 1]];

/**
 * How one of several configurations of a method looks: the method's shape and hue from dark to light, and a dash and a filling
 * of its own.
 *
 * @param index from 0, of `count`
 */
export function variantLook(method: string, index: number, count: number): MethodLook & { readonly filled: boolean } {
  const own = methodLook(method);
  if (count <= 1) return { ...own, filled: true };
  const lightness = lightnessOf(own.color);
  const dark = mix('#000000', own.color, lightness < 20 ? 1 : 0.55);
  const light = pale(own.color, lightness < 20 ? 0.45 : 0.75);
  return {
    ...own,
    color: formatHex(mix(dark, light, index / (count - 1))),
    dash: dashes[index % dashes.length]!,
    filled: index % 2 === 0,
  };
}
