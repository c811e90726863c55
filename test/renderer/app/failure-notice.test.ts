import { expect, test } from 'vitest';
import type { RunRow } from '../../../main/contract/workbench/runs.ts';
import { failureNotice } from '../../../renderer/app/failure-notice.ts';

const row = (id: number, changes: Partial<RunRow> = {}): RunRow =>
  ({ id, studyName: 'Study', kind: 'train', method: 'SAFT k=1', seed: 3, ...changes }) as RunRow;

test('of one run it is said which, of several how many, and which was the first', () => {
  expect(failureNotice([row(7)])).toEqual({ title: 'Run 7 failed', text: 'Study: SAFT k=1, seed 3', runId: 7 });
  expect(failureNotice([row(5, { kind: 'pretrain' }), row(6), row(7)])).toEqual({
    title: '3 runs failed',
    text: 'The first was run 5. Study: pretraining',
    runId: 5,
  });
});
