/** How the names of a family are made: `wide-resnet-DEPTH-WIDTH`, `resnetDEPTH-cifar`, `mlp-WIDTH-WIDTH-...`. */
export interface NamePattern {
  /** Names of the numbers in it, in words: `depth`, `width`. One alone where it repeats. */
  readonly fields: readonly string[];
  /** Does the last number repeat, any number of times? */
  readonly repeats: boolean;
  readonly expression: RegExp;
  make(numbers: readonly number[]): string;
}

const number = String.raw`\d+(?:\.\d+)?`;
const word = /[A-Z]{2,}/g;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Reads `-WIDTH-WIDTH-...` and `-WIDTH[-WIDTH...]` alike: a number, then as many more as one likes. */
export function namePattern(pattern: string): NamePattern {
  const repeated = /^(.*?)-([A-Z]{2,})(?:-\2-\.\.\.|-\2\.\.\.|\[-\2(?:-?\.\.\.)?\](?:\.\.\.)?|-\.\.\.)$/.exec(pattern);
  if (repeated !== null) {
    const [, prefix, name] = repeated as unknown as [string, string, string];
    return {
      fields: [name.toLowerCase()],
      repeats: true,
      expression: new RegExp(`^${escaped(prefix)}((?:-${number})+)$`),
      make: (numbers) => [prefix, ...numbers].join('-'),
    };
  }
  const fields = [...pattern.matchAll(word)].map(([field]) => field.toLowerCase());
  const parts = pattern.split(word);
  return {
    fields,
    repeats: false,
    expression: new RegExp(`^${parts.map(escaped).join(`(${number})`)}$`),
    make: (numbers) => parts.map((part, index) => `${part}${numbers[index] ?? ''}`).join(''),
  };
}

/** The numbers in a name of that pattern; undefined for another family's. */
export function numbersOf({ expression, repeats }: NamePattern, name: string): readonly number[] | undefined {
  const match = expression.exec(name.trim().toLowerCase().replaceAll('_', '-'));
  if (match === null) return undefined;
  return repeats ? match[1]!.slice(1).split('-').map(Number) : match.slice(1).map(Number);
}
