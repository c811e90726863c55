import type { RunSummary } from '../contract/results.ts';
import { formatDuration, formatPercent } from './format-number.ts';
import { textTable } from './text-table.ts';

function result({ accuracy, status, fraction }: RunSummary): string {
  if (accuracy !== undefined) return formatPercent(accuracy.accuracy, (accuracy.high - accuracy.low) / 2);
  return status === 'running' || status === 'stopped' || status === 'lost'
    ? `${Math.round(100 * fraction)} % done`
    : '';
}

/** The run list: a line a run, in the order given. */
export function runsTable(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'No runs.';
  return textTable(
    [
      { title: 'run', align: 'right' },
      { title: 'status' },
      { title: 'study' },
      { title: 'profile' },
      { title: 'does' },
      { title: 'seed', align: 'right' },
      { title: 'accuracy', align: 'right' },
      { title: 'took', align: 'right' },
    ],
    runs.map((run) => [
      String(run.id),
      run.status,
      `${run.studyId} ${run.studyName}`,
      run.profile ?? '',
      run.method ?? run.kind,
      String(run.seed),
      result(run),
      run.durationSeconds === undefined ? '' : formatDuration(run.durationSeconds),
    ]),
  );
}

/** What became of a run, in one line, as it ends. */
export function runLine(run: RunSummary): string {
  const what = [run.method ?? run.kind, run.profile, `seed ${run.seed}`]
    .filter((part) => part !== undefined)
    .join(', ');
  const took = run.durationSeconds === undefined ? '' : ` after ${formatDuration(run.durationSeconds)}`;
  const outcome = run.error?.message ?? result(run);
  return `Run ${run.id} (${what}) ${run.status}${took}${outcome === '' ? '' : `: ${outcome}`}`;
}
