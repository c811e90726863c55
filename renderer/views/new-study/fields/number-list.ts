/** `60, 120; 0.5` as numbers; undefined where something in it is none. */
export function readNumberList(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every((number) => Number.isFinite(number)) ? numbers : undefined;
}

export function writeNumberList(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : '';
}
