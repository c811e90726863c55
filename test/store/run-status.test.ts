import { describe, expect, test } from 'vitest';
import type { RunStatus } from '../../main/contract/run.ts';
import { assertTransition } from '../../main/store/run-status.ts';

const statuses: readonly RunStatus[] = ['queued', 'running', 'finished', 'failed', 'stopped', 'lost'];
const allowed = new Set([
  'queued running',
  'queued failed',
  'queued stopped',
  'queued lost',
  'running finished',
  'running failed',
  'running stopped',
  'running lost',
  'stopped queued',
  'lost queued',
  'failed queued',
]);

describe('from one status to another', () => {
  test.each(statuses.flatMap((from) => statuses.map((to) => ({ from, to }))))('$from to $to', ({ from, to }) => {
    const change = () => assertTransition(1, from, to);
    if (allowed.has(`${from} ${to}`)) expect(change).not.toThrow();
    else expect(change).toThrow(`Run 1 is ${from}; it cannot become ${to}`);
  });
});
