import type { RunRow } from '../../../../main/contract/workbench/runs.ts';

/** Tags of some runs, the most frequent first, with how many runs have them. */
export function tagCounts(rows: readonly RunRow[]): readonly { readonly tag: string; readonly runs: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const tag of row.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, runs]) => ({ tag, runs }))
    .sort((one, other) => other.runs - one.runs || (one.tag < other.tag ? -1 : 1));
}

/** @param decided tags that are to be on all runs (true) or on none (false); others stay as they are */
export function tagChanges(
  added: readonly string[],
  decided: ReadonlyMap<string, boolean>,
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  const kept = [...decided].filter(([, wanted]) => wanted).map(([tag]) => tag);
  const add = [...new Set([...kept, ...added])];
  return { add, remove: [...decided].filter(([tag, wanted]) => !wanted && !add.includes(tag)).map(([tag]) => tag) };
}
