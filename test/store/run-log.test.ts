import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../main/contract/run.ts';
import { appendLog, keptLines, runLogRepository } from '../../main/store/run-log.ts';
import { incomingCheckpoint, started, startedRun, temporaryFolder, type StartedRun } from './support.ts';
import { insertRun, openAt } from './migrations/open-at.ts';

const progress = (phase: 'loading' | 'training' | 'evaluating', detail: string): RunEvent => ({
  type: 'progress',
  progress: { phase, detail, fraction: 0.5 },
});

function messagesOf({ workspace, runId }: StartedRun): readonly string[] {
  return workspace.runLog.ofRun(runId).map(({ message }) => message);
}

describe('the log of a run', () => {
  test('says what happened, once, in order', () => {
    let now = 5000;
    const run = startedRun({ now: () => now });
    const { workspace, session, runId, record } = run;
    record(progress('training', 'epoch 1 of 3'));
    record(progress('training', 'epoch 1 of 3, step 2'));
    record({ type: 'metrics', points: [{ series: 'loss', step: 10, value: 0.123456 }] });
    record(incomingCheckpoint(session.incomingFolder, 'first', 1));
    record({
      type: 'accuracy',
      result: {
        stage: 'recovered',
        accuracy: 0.915,
        low: 0.91,
        high: 0.92,
        confidence: 0.95,
        draws: [0.91, 0.92],
        images: 10,
      },
    });
    record({ type: 'rates', update: { epoch: 1, layers: [], energy: 0.5, bestLoss: 1 } });
    workspace.runs.requestStop(runId);
    workspace.runs.requestStop(runId);
    now += 2500;
    record({ type: 'stopped' });
    expect(messagesOf(run)).toEqual([
      'Started on cpu, float32, tfjs 4.22.0.',
      'Training from epoch 1 of 3.',
      'Epoch 2 up to step 10, loss 0.123. Checkpoint kept (0.00 MB).',
      'Accuracy under noise, after training: 91.50 % (91.00 % to 92.00 %, 2 draws).',
      'Fault rates moved after epoch 1: memory energy 50.00 % of reliable memory.',
      'Asked to stop.',
      'Stopped.',
    ]);
    const lines = workspace.runLog.ofRun(runId);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([lines[0]!.at, lines[6]!.at]).toEqual([5000, 7500]);
    expect(workspace.runLog.ofRun(runId, 5).map(({ number }) => number)).toEqual([6, 7]);
  });

  test('says how it ended: finished, failed with cause and next step, lost with the last words', () => {
    const finished = startedRun();
    finished.record({ type: 'finished' });
    expect(messagesOf(finished).at(-1)).toMatch(/^Finished after \d+\.\d s\.$/);
    const failed = startedRun();
    const error = {
      name: 'LabError',
      code: 'not-finite',
      message: 'The loss is NaN.',
      nextStep: 'Lower the rate.',
    } as const;
    failed.record({ type: 'failed', error });
    expect(failed.workspace.runLog.ofRun(failed.runId).at(-1)).toMatchObject({
      level: 'error',
      message: 'The loss is NaN. Lower the rate.',
    });
    const lost = startedRun();
    lost.record({ type: 'failed', error: { ...error, code: 'lost', message: 'It ended by SIGKILL.' } });
    expect(lost.workspace.runLog.ofRun(lost.runId).at(-1)).toMatchObject({
      level: 'error',
      message: 'It ended by SIGKILL.',
    });
    const silent = startedRun();
    silent.session.end();
    expect(messagesOf(silent).at(-1)).toBe('The process that had it ended without a word.');
    silent.workspace.startSession(silent.workspace.runs.get(silent.runId).provenance!).requeue(silent.runId);
    expect(messagesOf(silent).at(-1)).toBe('Queued again.');
  });

  test('is not written for an event that is refused', () => {
    const run = startedRun();
    const before = messagesOf(run);
    const broken = { ...incomingCheckpoint(run.session.incomingFolder, 'weights'), sha256: 'f'.repeat(64) };
    expect(() => run.record(broken)).toThrow('SHA-256');
    run.record({ type: 'finished' });
    expect(() => run.record(started)).toThrow();
    expect(messagesOf(run)).toHaveLength(before.length + 1);
  });

  test('keeps the last lines, none of them endless, under the numbers they had', () => {
    const connection = openAt(temporaryFolder(), 80);
    insertRun(connection);
    for (let line = 1; line <= keptLines + 5; line++) {
      appendLog(connection, 1, { level: 'info', message: 'x'.repeat(5000) }, line);
    }
    const lines = runLogRepository(connection).ofRun(1);
    expect(lines).toHaveLength(keptLines);
    expect([lines[0]!.number, lines.at(-1)!.number]).toEqual([6, keptLines + 5]);
    expect(lines[0]!.message).toHaveLength(4000);
  });
});

describe('a run that is suspended', () => {
  test('has worked as long as all of its attempts, not as long as it waited', () => {
    let now = 0;
    const run = startedRun({ now: () => now });
    now = 30_000;
    run.session.suspend(run.runId);
    now = 90_000;
    run.record(started);
    now = 102_500;
    run.record({ type: 'finished' });
    expect(messagesOf(run).at(-1)).toBe('Finished after 42.5 s.');
  });

  test('is queued for the same session with what it has come to', () => {
    const { workspace, session, runId, record } = startedRun();
    record(progress('training', 'epoch 1 of 3'));
    record(incomingCheckpoint(session.incomingFolder, 'weights', 1));
    workspace.runs.requestStop(runId);
    session.suspend(runId);
    expect(workspace.runs.get(runId)).toMatchObject({
      status: 'queued',
      stopRequested: false,
      progress: { fraction: 0.5 },
      position: { epoch: 1 },
    });
    record(started);
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'running', attempts: 2 });
  });

  test('before it began just goes on waiting', () => {
    const { workspace, session, runId, record } = startedRun();
    record({ type: 'stopped' });
    session.requeue(runId);
    session.suspend(runId);
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'queued', attempts: 1 });
  });
});
