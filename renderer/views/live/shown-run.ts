import type { QueueState, RunRow } from '../../../main/contract/workbench/runs.ts';

/**
 * The run a live view shows when none is asked for: what is under way, else what waits, else what was worked on last.
 *
 * @returns undefined where nothing ever ran
 */
export function runToShow(queue: QueueState | undefined, rows: readonly RunRow[]): number | undefined {
  const [first] = queue?.items ?? [];
  if (first !== undefined) return first.runId;
  // Of another process
  const underWay = rows.filter(({ status }) => status === 'running');
  let latest: { readonly id: number; readonly at: string } | undefined;
  for (const { id, startedAt, endedAt } of underWay.length > 0 ? underWay : rows) {
    // One that failed while it was loaded has an end and no beginning
    const at = endedAt ?? startedAt;
    if (at !== undefined && (latest === undefined || at > latest.at)) latest = { id, at };
  }
  return latest?.id;
}
