/**
 * Names that someone may have meant, nearest first: those that begin with what was written, then by edit distance
 * (Levenshtein, Soviet Physics Doklady 10, 1966), at most half the longer name away.
 */
export function nearNames(wanted: string, names: readonly string[], limit = 3): readonly string[] {
  const written = wanted.toLowerCase();
  return names
    .map((name) => {
      const begins = written.length > 2 && name.toLowerCase().startsWith(written);
      return { name, distance: begins ? 0 : editDistance(written, name.toLowerCase()) };
    })
    .filter(({ name, distance }) => distance <= Math.max(wanted.length, name.length) / 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Insertions, deletions and replacements that turn one text into the other. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
