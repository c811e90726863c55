import { expect, test } from 'vitest';
import { plannedRunsByKind } from '../../../../../renderer/views/new-study/draft/plan-summary.ts';

const train = (profile: string, method: string, seed: number) =>
  ({ kind: 'train', title: '', seed, profile, method, steps: 100 }) as const;

test('runs are counted by what they do, in the order they are done', () => {
  const runs = [
    { kind: 'pretrain', title: '', seed: 1, steps: 600 } as const,
    { kind: 'prepare', title: '', seed: 1, profile: 'a', steps: 0 } as const,
    ...[1, 2, 3].flatMap((seed) => [train('a', 'SAFT k=3', seed), train('a', 'noise injection', seed)]),
  ];
  expect(plannedRunsByKind(runs)).toMatchObject([
    { kind: 'pretrain', runs: 1, steps: 600 },
    { kind: 'prepare', runs: 1, steps: 0, detail: '1 profile' },
    { kind: 'train', runs: 6, steps: 600, detail: '1 profile × 2 methods × 3 seeds' },
  ]);
});

test('a kind without runs is not listed', () => {
  expect(plannedRunsByKind([train('a', 'reliable', 1)]).map(({ kind }) => kind)).toEqual(['train']);
  expect(plannedRunsByKind([])).toEqual([]);
});
