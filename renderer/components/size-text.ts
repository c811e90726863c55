/** `16 × 16 × 6`: height, width, channels, or whatever the sizes of an array are. It stays on one line. */
export function sizeText(sizes: readonly number[]): string {
  return unbrokenSizes(sizes.join(' × '));
}

/** A sentence whose sizes, such as `16 x 16 x 1`, stay on one line each. */
export function unbrokenSizes(text: string): string {
  return text.replaceAll(/(?<=\d) ([×x]) (?=\d)/g, '\u00a0$1\u00a0');
}
