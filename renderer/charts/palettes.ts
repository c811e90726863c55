/** The method hues of a palette on one theme. */
export interface MethodColors {
  readonly saft: string;
  readonly 'noise-injection': string;
  readonly lanmax: string;
  readonly 'uniform-bsc': string;
  readonly reliable: string;
  readonly plain: string;
}

export interface Palette {
  readonly title: string;
  readonly description: string;
  readonly light: MethodColors;
  readonly dark: MethodColors;
}

/**
 * Three palettes for readers with different colour vision. Marks have a shape of their own besides, so that none of them
 * is needed to tell methods apart. The colours were searched for: within the hue of each method, those whose smallest
 * difference (CIEDE2000, with normal vision and with each kind of dichromacy) is largest, at a contrast of 3:1 on every
 * surface. The tests measure both.
 */
export const palettes = {
  default: {
    title: 'Default',
    description: 'Teal, slate, amber, violet',
    light: {
      saft: '#0c9997',
      'noise-injection': '#2b4a5e',
      lanmax: '#d46f04',
      'uniform-bsc': '#935fe9',
      reliable: '#15191e',
      plain: '#6a6a6a',
    },
    dark: {
      saft: '#16c4a5',
      'noise-injection': '#6d8ca7',
      lanmax: '#e58700',
      'uniform-bsc': '#cca9ff',
      reliable: '#e9ecf0',
      plain: '#6d6d6d',
    },
  },
  deuteranomaly: {
    title: 'Blue and orange',
    description: 'Furthest apart without red or green',
    light: {
      saft: '#0889db',
      'noise-injection': '#5c5f65',
      lanmax: '#e74b0c',
      'uniform-bsc': '#6e026a',
      reliable: '#15191e',
      plain: '#8a8a8a',
    },
    dark: {
      saft: '#78cdff',
      'noise-injection': '#686d77',
      lanmax: '#ffb200',
      'uniform-bsc': '#c25eb9',
      reliable: '#e9ecf0',
      plain: '#969696',
    },
  },
  'monochrome-safe': {
    title: 'By lightness',
    description: 'Steps of lightness: apart also in black and white',
    light: {
      saft: '#1a759c',
      'noise-injection': '#2b3947',
      lanmax: '#8c370a',
      'uniform-bsc': '#320059',
      reliable: '#000000',
      plain: '#8a8a8a',
    },
    dark: {
      saft: '#2eaff0',
      'noise-injection': '#696d74',
      lanmax: '#f1b865',
      'uniform-bsc': '#f2d7fc',
      reliable: '#ffffff',
      plain: '#888888',
    },
  },
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;
export const paletteNames = Object.keys(palettes) as PaletteName[];
