/** Where colours are made; everything else takes them from there. */
export const colourFiles: readonly string[] = ['renderer/app/tokens.css', 'renderer/charts/palettes.ts'];

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, ' '));

function matches(path: string, text: string, pattern: RegExp): string[] {
  return withoutComments(text)
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(pattern)].map((match) => `${path}:${index + 1} ${match[0].trim()}`));
}

/** Colours written down where a token or a palette should be used. */
export function ownColours(path: string, text: string): string[] {
  return colourFiles.includes(path)
    ? []
    : matches(path, text, /#(?:[\da-f]{3}){1,2}\b(?!\w)|\b(?:rgb|hsl|oklch)a?\(/gi);
}

/** Custom properties that a style sheet or a binding gives a value. */
export const definedTokens = (text: string): string[] =>
  [...withoutComments(text).matchAll(/(--[\w-]+)['"`]?\]?\s*:/g)].map(([, name]) => name!);

/** Custom properties that a component uses and nobody defines. @param defined names with their `--` */
export function unknownTokens(path: string, text: string, defined: ReadonlySet<string>): string[] {
  return matches(path, text, /(?<=var\()--[\w-]+/g).filter((found) => {
    const name = found.split(' ')[1]!;
    // Reka sets its own
    return !defined.has(name) && !name.startsWith('--reka-');
  });
}

/** What a strict content security policy refuses: HTML as text, and styles in it. */
export const refusedMarkup = (path: string, text: string): string[] =>
  matches(path, text, /\bv-html\b|\binnerHTML\b|\sstyle="|\bsetAttribute\('style'/g).filter(
    (found) => !/:style=/.test(found),
  );
