/** A line of two texts set side by side. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * What turns one text into another, line by line, by a longest common subsequence. For configurations of some hundred
 * lines: time and memory grow with the product of the lines that differ.
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before);
  const fresh = linesOf(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function middle(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const lengths = commonLengths(old, fresh);
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      lines.push({ kind: 'same', text: old[row]! });
      row++;
      column++;
    } else if (
      row < old.length &&
      (column === fresh.length || lengths[row + 1]![column]! >= lengths[row]![column + 1]!)
    ) {
      lines.push({ kind: 'removed', text: old[row++]! });
    } else {
      lines.push({ kind: 'added', text: fresh[column++]! });
    }
  }
  return lines;
}

/** For every pair of suffixes, the length of their longest common subsequence. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = fresh.length - 1; column >= 0; column--) {
      lengths[row]![column] =
        old[row] === fresh[column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  return lengths;
}

/** A stretch of a difference: lines to show, or a count of lines that are the same and too far from any change. */
export type DiffPart = DiffLine | { readonly kind: 'skipped'; readonly lines: number };

/** @param context lines that stay around each change */
export function shortenedDiff(lines: readonly DiffLine[], context = 3): readonly DiffPart[] {
  const isNear = lines.map((_, place) =>
    lines.slice(Math.max(0, place - context), place + context + 1).some((line) => line.kind !== 'same'),
  );
  const parts: DiffPart[] = [];
  for (const [place, line] of lines.entries()) {
    const last = parts.at(-1);
    if (isNear[place]) parts.push(line);
    else if (last?.kind === 'skipped') parts[parts.length - 1] = { kind: 'skipped', lines: last.lines + 1 };
    else parts.push({ kind: 'skipped', lines: 1 });
  }
  return parts;
}
