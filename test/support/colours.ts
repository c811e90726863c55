export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` as sRGB, each 0 to 1. */
export function parseHex(hex: string): Rgb {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex);
  if (match === null) throw new Error(`${hex} is no colour`);
  const [red, green, blue] = match.slice(1).map((part) => Number.parseInt(part, 16) / 255);
  return [red!, green!, blue!];
}

/** sRGB to light, IEC 61966-2-1. */
const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const toLinear = ([red, green, blue]: Rgb): Rgb => [linear(red), linear(green), linear(blue)];

/** Of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function relativeLuminance(hex: string): number {
  const [red, green, blue] = toLinear(parseHex(hex));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21, of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastRatio(first: string, second: string): number {
  const [darker, lighter] = [relativeLuminance(first), relativeLuminance(second)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

export type Vision = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia';

/** Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), table 1, severity 1.0; on linear RGB. */
const dichromacy: Readonly<Record<Exclude<Vision, 'normal'>, readonly [Rgb, Rgb, Rgb]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
export const visions: readonly Vision[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'];

const dot = (first: Rgb, second: Rgb): number => first[0] * second[0] + first[1] * second[1] + first[2] * second[2];

function seen(light: Rgb, vision: Vision): Rgb {
  if (vision === 'normal') return light;
  const [red, green, blue] = dichromacy[vision].map((row) => Math.min(1, Math.max(0, dot(row, light))));
  return [red!, green!, blue!];
}

export type Lab = readonly [lightness: number, a: number, b: number];

/** CIELAB under D65, from linear RGB (IEC 61966-2-1, CIE 15). */
function toLab(light: Rgb): Lab {
  const x = dot([0.4124564, 0.3575761, 0.1804375], light) / 0.95047;
  const y = dot([0.2126729, 0.7151522, 0.072175], light);
  const z = dot([0.0193339, 0.119192, 0.9503041], light) / 1.08883;
  const f = (part: number): number => (part > 216 / 24389 ? Math.cbrt(part) : (24389 / 27) * (part / 116) + 16 / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

/** How somebody with this colour vision sees a colour. */
export const labSeen = (hex: string, vision: Vision): Lab => toLab(seen(toLinear(parseHex(hex)), vision));

const degrees = (angle: number): number => ((angle * 180) / Math.PI + 360) % 360;
const radians = (angle: number): number => (angle * Math.PI) / 180;

/** CIEDE2000, after Sharma, Wu and Dalal (2005), Color Research and Application 30(1). About 1 can just be seen. */
export function colourDifference([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7));
  const [chroma1, chroma2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)];
  const [hue1, hue2] = [degrees(Math.atan2(b1, stretch * a1)), degrees(Math.atan2(b2, stretch * a2))];
  const isGrey = chroma1 * chroma2 === 0;
  const turn = hue2 - hue1;
  const hueStep = isGrey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
  const hueSum = hue1 + hue2;
  const far = Math.abs(turn) > 180;
  const hue = isGrey ? hueSum : far ? (hueSum + (hueSum < 360 ? 360 : -360)) / 2 : hueSum / 2;

  const lightness = (l1 + l2) / 2;
  const chroma = (chroma1 + chroma2) / 2;
  const cosine = (factor: number, shift: number): number => Math.cos(radians(factor * hue + shift));
  const t = 1 - 0.17 * cosine(1, -30) + 0.24 * cosine(2, 0) + 0.32 * cosine(3, 6) - 0.2 * cosine(4, -63);
  const lightScale = 1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2);
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))));
  const light = (l2 - l1) / lightScale;
  const colour = (chroma2 - chroma1) / (1 + 0.045 * chroma);
  const tint = (2 * Math.sqrt(chroma1 * chroma2) * Math.sin(radians(hueStep / 2))) / (1 + 0.015 * chroma * t);
  return Math.sqrt(light ** 2 + colour ** 2 + tint ** 2 + rotation * colour * tint);
}
