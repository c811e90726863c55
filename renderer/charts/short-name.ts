/**
 * A name that someone gave, short enough for an axis: cut in the middle, as names of a kind often differ at their ends.
 *
 * @param letters at most so many, the ellipsis among them; at least 3
 */
export function shortName(name: string, letters: number): string {
  const all = [...name];
  if (all.length <= letters) return name;
  const end = Math.floor((letters - 1) / 2);
  return `${all
    .slice(0, letters - 1 - end)
    .join('')
    .trimEnd()}…${all.slice(-end).join('').trimStart()}`;
}
