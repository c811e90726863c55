import type { RunSummary } from '../../../../main/contract/results.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';

export const unfinishedColumns: readonly TableColumn[] = [
  { key: 'id', label: 'Run', kind: 'number' },
  { key: 'status', label: 'Status' },
  { key: 'does', label: 'Does' },
  { key: 'profile', label: 'Profile' },
  { key: 'seed', label: 'Seed', kind: 'number' },
  { key: 'done', label: 'Done', unit: '%', kind: 'number' },
  { key: 'missing', label: 'Missing' },
];

/** What a comparison lacks while the run is not finished. */
function missing({ kind, error, status }: RunSummary): string {
  if (error !== undefined) return error.message;
  const what = {
    pretrain: 'the network that the others start from',
    prepare: 'clean and noisy accuracy, sensitivities',
    train: 'accuracy under noise of this seed',
  }[kind];
  return status === 'lost' ? `${what}; its process ended` : what;
}

export function unfinishedRows(runs: readonly RunSummary[]): readonly TableRow[] {
  return runs.map((run) => ({
    id: run.id,
    status: run.status,
    does: run.method ?? { pretrain: 'pretraining', prepare: 'preparing', train: 'training' }[run.kind],
    profile: run.profile ?? '',
    seed: String(run.seed),
    done: String(Math.round(100 * run.fraction)),
    missing: missing(run),
  }));
}
