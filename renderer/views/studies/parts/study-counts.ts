import type { StudyEntry } from '../../../../main/contract/workbench/studies.ts';
import { formatCount } from '../../../charts/number-format.ts';
import { countOf } from '../table/run-words.ts';

const order = ['running', 'queued', 'failed', 'lost', 'stopped', 'finished'] as const;

export interface StatusCount {
  readonly status: (typeof order)[number];
  readonly runs: number;
}

/** Runs by status, what needs attention first; statuses without runs are left out. */
export function statusCounts({ runs }: Pick<StudyEntry, 'runs'>): readonly StatusCount[] {
  return order.flatMap((status) => {
    const count = runs[status] ?? 0;
    return count === 0 ? [] : [{ status, runs: count }];
  });
}

/** `12 runs: 1 running, 11 finished` */
export function countsText(study: Pick<StudyEntry, 'runs'>): string {
  const counts = statusCounts(study);
  const total = counts.reduce((sum, { runs }) => sum + runs, 0);
  if (total === 0) return 'no runs';
  return `${countOf(total, 'run')}: ${counts.map(({ status, runs }) => `${formatCount(runs)} ${status}`).join(', ')}`;
}
