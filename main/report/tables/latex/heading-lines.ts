import { textWidth } from './text-width.ts';

/** What a heading may take though the cells below it are narrower: about eight letters. */
const leastWidth = 4000;

/** A heading broken at spaces so that no line is much wider than its column, into lines of about the same length. */
export function headingLines(title: string, cellWidth: number): readonly string[] {
  const most = Math.max(leastWidth, cellWidth);
  const words = title.split(' ');
  const fewest = filledLines(words, most).length;
  const runs = words.flatMap((_, first) => words.slice(first).map((_word, by) => words.slice(first, first + by + 1)));
  const limits = runs.map((run) => textWidth(run.join(' '))).toSorted((first, second) => first - second);
  const tightest = limits.find((limit) => filledLines(words, limit).length <= fewest) ?? most;
  return filledLines(words, Math.min(tightest, most));
}

/** As many words a line as fit. */
function filledLines(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export const unitLines = (unit: string | undefined): readonly string[] => (unit === undefined ? [] : [`(${unit})`]);
