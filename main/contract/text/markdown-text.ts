/** Every sign that Markdown might take for its own behind a backslash; line breaks and controls are spaces. */
export function markdownText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\\|*_`<>[\]~$#&]/g, String.raw`\$&`);
}

/**
 * A table as GitHub's Markdown has it, a line each for head, rule and rows, without a line feed at its end.
 *
 * @param head and the rows' cells are Markdown already
 * @param right for each column whether it is aligned right
 */
export function markdownGrid(
  head: readonly string[],
  right: readonly boolean[],
  rows: readonly (readonly string[])[],
): string {
  const rule = right.map((isRight) => (isRight ? '---:' : ':---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
