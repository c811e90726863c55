/**
 * A text that says nothing to a terminal but what it shows: names come from files of others too, and a terminal takes
 * controls for orders.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}
