import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../main/contract/run.ts';
import { newRun, started, startedRun, thrownBy } from './support.ts';

const metrics: RunEvent = { type: 'metrics', points: [{ series: 'loss', step: 1, value: 2 }] };
const accuracy = {
  type: 'accuracy',
  result: { stage: 'clean', accuracy: 0.5, low: 0.4, high: 0.6, confidence: 0.95, draws: [0.5], images: 10 },
} as const satisfies RunEvent;
const progress: RunEvent = { type: 'progress', progress: { phase: 'loading', fraction: 0, detail: '' } };
const failed: RunEvent = {
  type: 'failed',
  error: { name: 'LabError', code: 'missing-file', message: 'There is no file.', nextStep: 'Fetch it.' },
};

describe('before a run has started', () => {
  function queuedRun() {
    const { workspace, session, studyId } = startedRun();
    const runId = session.enqueue([newRun(studyId)])[0]!.id;
    return { workspace, runId, record: (event: RunEvent) => session.recordEvent(runId, event) };
  }

  test.each([metrics, accuracy, { type: 'finished' } as const])('it takes no $type', (event) => {
    const { workspace, runId, record } = queuedRun();
    expect(() => record(event)).toThrow('before it has started');
    expect(workspace.runs.get(runId).status).toBe('queued');
    expect(workspace.metrics.series(runId)).toEqual([]);
    expect(workspace.accuracies.ofRun(runId)).toEqual([]);
  });

  test('it may tell how loading goes, fail, and be stopped', () => {
    const { workspace, runId, record } = queuedRun();
    record(progress);
    expect(workspace.runs.get(runId).progress).toMatchObject({ phase: 'loading' });
    record(failed);
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'failed', attempts: 0, activeMs: 0 });
    const other = queuedRun();
    other.record({ type: 'stopped' });
    expect(other.workspace.runs.get(other.runId).status).toBe('stopped');
  });
});

describe('after a run has ended', () => {
  const endings: readonly RunEvent[] = [{ type: 'finished' }, { type: 'stopped' }, failed];
  const late: readonly RunEvent[] = [metrics, accuracy, progress, started, ...endings];

  test.each(
    endings.flatMap((ending) => late.map((event) => ({ ending, event, names: `${ending.type}: ${event.type}` }))),
  )('nothing more is taken ($names)', ({ ending, event }) => {
    const { workspace, runId, record } = startedRun();
    record(ending);
    const before = workspace.runs.get(runId);
    expect(thrownBy(() => record(event))).toMatchObject({
      name: 'Error',
      message: expect.stringContaining(before.status) as string,
    });
    expect(workspace.runs.get(runId)).toEqual(before);
    expect(workspace.metrics.series(runId)).toEqual([]);
  });
});

test('a run cannot start twice', () => {
  const { workspace, runId, record } = startedRun();
  expect(() => record(started)).toThrow('cannot become running');
  expect(workspace.runs.get(runId).attempts).toBe(1);
  expect(workspace.runs.provenances(runId)).toHaveLength(1);
});

test('an event that fails half-way leaves nothing of it', () => {
  const { workspace, runId, record } = startedRun();
  const points = [1, 2, 3.5].map((step) => ({ series: 'loss', step, value: 1 }) as const);
  expect(() => record({ type: 'metrics', points })).toThrow('cannot store REAL');
  expect(workspace.metrics.read(runId, 'loss')).toEqual([]);
  const { result } = accuracy;
  record(accuracy);
  expect(() =>
    record({ type: 'accuracy', result: { ...result, accuracy: 0.75, draws: [0.7, 'x' as never] } }),
  ).toThrow();
  expect(workspace.accuracies.ofRun(runId)).toEqual([result]);
  const layer = { layer: 'conv1', rate: 0.1, slope: 1, standardError: 2 };
  const update = { epoch: 1, layers: [layer], energy: 0.5, bestLoss: 1 };
  record({ type: 'rates', update });
  const broken = { ...update, layers: [layer, { ...layer, slope: 'x' as never }], energy: 0.25 };
  expect(() => record({ type: 'rates', update: broken })).toThrow('cannot store TEXT');
  expect(workspace.rateUpdates.ofRun(runId)).toEqual([update]);
});

test('a run that does not exist is not-found', () => {
  const { session } = startedRun();
  expect(thrownBy(() => session.recordEvent(999, metrics))).toMatchObject({ code: 'not-found' });
});
