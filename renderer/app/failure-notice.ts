import type { RunRow } from '../../main/contract/workbench/runs.ts';
import { formatCount } from '../charts/number-format.ts';

export interface FailureNotice {
  readonly title: string;
  readonly text: string;
  /** To be shown: the first, as others may have failed for want of it */
  readonly runId: number;
}

const kinds = { pretrain: 'pretraining', prepare: 'cost of the noise and sensitivity', train: 'training' } as const;

const runText = ({ kind, method, seed }: RunRow): string =>
  kind === 'train' ? `${method ?? kinds.train}, seed ${seed}` : kinds[kind];

/** What is said of runs that failed at about the same time. @param rows in the order they failed, at least one */
export function failureNotice(rows: readonly [RunRow, ...RunRow[]]): FailureNotice {
  const [first] = rows;
  const { id, studyName } = first;
  const text = `${studyName}: ${runText(first)}`;
  if (rows.length === 1) return { title: `Run ${id} failed`, text, runId: id };
  return { title: `${formatCount(rows.length)} runs failed`, text: `The first was run ${id}. ${text}`, runId: id };
}
