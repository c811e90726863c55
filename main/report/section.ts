/** A title with a rule under it, then what is not empty. */
export function section(title: string, ...parts: readonly string[]): string {
  return [`${title}\n${'═'.repeat([...title].length)}`, ...parts.filter((part) => part !== '')].join('\n\n');
}

/** A title without a rule; nothing where there is nothing under it. */
export function heading(text: string, body: string): string {
  return body === '' ? '' : `${text}\n\n${body}`;
}
