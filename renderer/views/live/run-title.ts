import type { RunRow } from '../../../main/contract/workbench/runs.ts';

/** What a run does, for example "SAFT k=7 · additive · seed 2". */
export function runTitle({ kind, method, profile, seed }: RunRow): string {
  const what = { pretrain: 'Pretraining', prepare: 'Cost of the noise and sensitivity', train: method ?? '' }[kind];
  return [what, profile, kind === 'train' ? `seed ${seed}` : undefined].filter(Boolean).join(' · ');
}
