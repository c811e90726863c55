import type { CheckedSpecification } from '../../../../main/contract/workbench/specification.ts';

type PlannedRun = CheckedSpecification['runs'][number];

export interface RunKindSummary {
  readonly kind: PlannedRun['kind'];
  readonly title: string;
  readonly runs: number;
  /** Of training, over all runs */
  readonly steps: number;
  /** What they come from, for example `2 profiles × 3 methods × 3 seeds` */
  readonly detail: string;
}

const titles: Readonly<Record<PlannedRun['kind'], string>> = {
  pretrain: 'Clean pretraining',
  prepare: 'Cost of the noise, sensitivity',
  train: 'Training and evaluation',
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const distinct = (values: readonly unknown[]): number => new Set(values).size;

/** The runs of a plan by what they do, in the order they are done. */
export function plannedRunsByKind(runs: readonly PlannedRun[]): readonly RunKindSummary[] {
  const kinds = ['pretrain', 'prepare', 'train'] as const;
  return kinds.flatMap((kind): readonly RunKindSummary[] => {
    const own = runs.filter((run) => run.kind === kind);
    if (own.length === 0) return [];
    const profiles = counted(distinct(own.map(({ profile }) => profile)), 'profile');
    const methods = counted(distinct(own.map(({ method }) => method)), 'method');
    const seeds = counted(distinct(own.map(({ seed }) => seed)), 'seed');
    const detail = {
      pretrain: 'once, for all profiles',
      prepare: profiles,
      train: `${profiles} × ${methods} × ${seeds}`,
    };
    const steps = own.reduce((sum, run) => sum + run.steps, 0);
    return [{ kind, title: titles[kind], runs: own.length, steps, detail: detail[kind] }];
  });
}
