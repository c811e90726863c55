/** HTML that was written, not read: only these are put into a page as they are. */
export interface Html {
  readonly html: string;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, within elements and attributes in quotes, whatever it says. What HTML cannot hold becomes a sign for that. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]|[\uFDD0-\uFDEF\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => references[character]!);
}

type Part = string | number | Html | undefined | readonly Part[];

function partText(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map(partText).join('');
}

/**
 * A tagged template: what is put in is escaped unless it is HTML itself; undefined is nothing, a list one after another. Not
 * called `html`, because formatters would change what is in it.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, string, index) => text + partText(parts[index - 1]) + string) };
}

/** Several after one another, each on a line of its own. */
export function lines(parts: readonly Html[]): Html {
  return { html: parts.map((part) => part.html).join('\n') };
}
