type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(hex: string): Channels {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(channels: Channels): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** `#rrggbb` in lower case */
export const formatHex = (hex: string): string => toHex(channelsOf(hex));

/** From the first colour (0) to the second (1), in sRGB. */
export function mix(first: string, second: string, share: number): string {
  const [from, to] = [channelsOf(first), channelsOf(second)];
  return toHex([0, 1, 2].map((index) => from[index]! + share * (to[index]! - from[index]!)) as unknown as Channels);
}

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const fromLinear = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);

/** Relative luminance, 0 (black) to 1 (white); IEC 61966-2-1 */
export function luminanceOf(hex: string): number {
  const [red, green, blue] = channelsOf(hex).map((channel) => toLinear(channel / 255)) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** CIE 1976 lightness, 0 to 100 */
export function lightnessOf(hex: string): number {
  const luminance = luminanceOf(hex);
  return luminance <= 216 / 24389 ? (24389 / 27) * luminance : 116 * Math.cbrt(luminance) - 16;
}

/** The grey of the same luminance. */
export function toGrey(hex: string): string {
  const grey = 255 * fromLinear(luminanceOf(hex));
  return toHex([grey, grey, grey]);
}
