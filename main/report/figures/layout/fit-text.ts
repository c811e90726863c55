import { textWidth } from '../text-outline.ts';

/** The text with its middle left out so that it is no wider; `…` alone where there is no room at all. */
export function shortened(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 0; kept--) {
    const front = Math.ceil(kept / 2);
    const short = `${letters.slice(0, front).join('').trimEnd()}…${letters
      .slice(letters.length - (kept - front))
      .join('')
      .trimStart()}`;
    if (textWidth(short, size) <= width) return short;
  }
  return '…';
}

/**
 * A text in as few lines as have room, broken at spaces, the lines as much of one length as can be. What does not go into the
 * last line is left out of its middle.
 *
 * @param mostLines >= 1
 */
export function wrapped(text: string, width: number, size: number, mostLines: number): readonly string[] {
  const count = inLines(text, width, size).length;
  const widest = (lines: readonly string[]): number => Math.max(...lines.map((line) => textWidth(line, size)));
  if (count <= mostLines && widest(inLines(text, width, size)) <= width) {
    const whole = textWidth(text, size);
    for (let share = 1 / count; share < 1; share += 0.02) {
      const lines = inLines(text, share * whole, size);
      if (lines.length <= count && widest(lines) <= width) return lines;
    }
    return inLines(text, width, size);
  }
  const lines = inLines(text, width, size);
  const rest = [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(' ')];
  return rest.filter((line) => line !== '').map((line) => shortened(line, width, size));
}

/** Breaks before each word with which a line would be wider than that; a single word may be. */
function inLines(text: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
