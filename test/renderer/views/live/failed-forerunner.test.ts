import { describe, expect, test } from 'vitest';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { failedForerunner } from '../../../../renderer/views/live/failed-forerunner.ts';

const row = (id: number, kind: RunRow['kind'], more: Partial<RunRow> = {}): RunRow => ({
  id,
  studyId: 1,
  studyName: 'n',
  kind,
  seed: 1,
  status: 'failed',
  fraction: 0,
  createdAt: '2026-11-20T10:00:00Z',
  locked: false,
  tags: [],
  hasNotes: false,
  ...more,
});
const pretraining = row(1, 'pretrain');
const preparing = row(2, 'prepare', { profile: 'a' });
const other = row(3, 'prepare', { profile: 'b' });
const training = row(4, 'train', { profile: 'a' });
const waited = { code: 'not-resumable' } as const;

describe('a run that could not begin', () => {
  test.each([
    ['training after a pretraining', training, [pretraining, preparing, other, training], 1],
    ['preparing after a pretraining', preparing, [pretraining, preparing], 1],
    [
      'training after preparing under its profile',
      training,
      [{ ...pretraining, status: 'finished' }, other, preparing],
      2,
    ],
  ] as const)('%s has the first failure as its cause', (_, run, rows, cause) => {
    expect(failedForerunner(run, waited, rows)?.id).toBe(cause);
  });

  test.each([
    ['failed by itself', training, { code: 'not-finite' }, [pretraining, training]],
    ['has no error', training, undefined, [pretraining, training]],
    ['is the pretraining', pretraining, waited, [pretraining, preparing]],
    ['builds on what is finished by now', training, waited, [{ ...pretraining, status: 'finished' }, training]],
    ['is of another study', training, waited, [{ ...pretraining, studyId: 2 }, other]],
  ] as const)('has none where it %s', (_, run, error, rows) => {
    expect(failedForerunner(run, error, rows)).toBeUndefined();
  });
});
