import type { CheckedSpecification } from '../../../../main/contract/workbench/specification.ts';
import { formatCount } from '../../../charts/number-format.ts';
import type { TableColumn } from '../../../components/table-text.ts';

const kinds: Readonly<Record<CheckedSpecification['runs'][number]['kind'], string>> = {
  pretrain: 'clean pretraining',
  prepare: 'preparing',
  train: 'training',
};

export const planColumns: readonly TableColumn[] = [
  { key: 'number', label: 'Order', kind: 'number' },
  { key: 'kind', label: 'Kind' },
  { key: 'profile', label: 'Hardware' },
  { key: 'method', label: 'Method' },
  { key: 'seed', label: 'Seed', kind: 'number' },
  {
    key: 'steps',
    label: 'Training steps',
    kind: 'number',
    format: (value) => (value === 0 ? '' : formatCount(Number(value))),
  },
];

/** The runs of a study in the order they will be done. */
export function planTable(runs: CheckedSpecification['runs']): readonly Readonly<Record<string, string | number>>[] {
  return runs.map(({ kind, profile = '', method = '', seed, steps }, index) => ({
    number: index + 1,
    kind: kinds[kind],
    profile,
    method,
    seed,
    steps,
  }));
}
