/**
 * A number in two parts that meet at the decimal point, so that a column of them lines up there whatever stands behind:
 * `91.6 ± 0.5 %` is `91` and `.6 ± 0.5 %`.
 */
export function decimalParts(text: string): readonly [whole: string, rest: string] {
  const whole = /^[−+-]?[\d,]*/.exec(text)![0];
  return [whole, text.slice(whole.length)];
}
