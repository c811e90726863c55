import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { machine } from './samples.ts';
import { newRun, specification, started, startedRun, temporaryWorkspace, thrownBy } from './support.ts';

describe('a session', () => {
  test('queues runs for itself and claims those nobody owns', () => {
    const workspace = temporaryWorkspace();
    const session = workspace.startSession(machine);
    const studyId = workspace.studies.create(specification(), '').id;
    const [run] = workspace.runs.create([newRun(studyId)]);
    expect(thrownBy(() => session.recordEvent(run!.id, started))).toMatchObject({ name: 'Error' });
    session.claim(run!.id);
    session.claim(run!.id);
    session.recordEvent(run!.id, started);
    expect(workspace.runs.get(run!.id).status).toBe('running');
    expect(thrownBy(() => session.claim(run!.id))).toMatchObject({ code: 'invalid-argument' });
    expect(thrownBy(() => session.claim(99))).toMatchObject({ code: 'not-found' });
  });

  test('lets go of its runs when it ends: running ones are lost, queued ones stopped', () => {
    const { workspace, session, studyId, runId } = startedRun();
    session.enqueue([newRun(studyId)]);
    writeFileSync(join(session.incomingFolder, 'half-written'), 'x');
    session.end();
    expect(workspace.runs.list().map((run) => [run.id === runId, run.status])).toEqual([
      [true, 'lost'],
      [false, 'stopped'],
    ]);
    expect(existsSync(session.incomingFolder)).toBe(false);
  });

  test('leaves ended runs as they are', () => {
    const { workspace, session, runId, record } = startedRun();
    record({ type: 'finished' });
    session.end();
    expect(workspace.runs.get(runId).status).toBe('finished');
  });

  test('is one at a time, and another may follow', () => {
    const workspace = temporaryWorkspace();
    const first = workspace.startSession(machine);
    expect(() => workspace.startSession(machine)).toThrow('a session already');
    first.end();
    expect(workspace.startSession(machine).token).not.toBe(first.token);
  });
});

describe('the heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('goes on by itself, and tells of each request to stop once', () => {
    let clock = 0;
    const { workspace, session, runId, record } = startedRun({ now: () => clock });
    const asked: number[] = [];
    const errors: unknown[] = [];
    session.keepAlive({ onStopRequested: (id) => asked.push(id), onError: (error) => errors.push(error) });
    const heartbeat = () => {
      const database = new Database(join(workspace.folder, 'noisefloor.sqlite'), { readonly: true });
      const time = database.prepare('SELECT heartbeat_at FROM owners').pluck().get();
      database.close();
      return time;
    };
    clock = 2000;
    vi.advanceTimersByTime(2000);
    expect(heartbeat()).toBe(2000);
    workspace.runs.requestStop(runId);
    clock = 8000;
    vi.advanceTimersByTime(6000);
    expect(heartbeat()).toBe(8000);
    expect(asked).toEqual([runId]);

    record({ type: 'stopped' });
    vi.advanceTimersByTime(2000);
    session.requeue(runId);
    workspace.runs.requestStop(runId);
    vi.advanceTimersByTime(4000);
    expect(asked).toEqual([runId, runId]);
    expect(errors).toEqual([]);
  });

  test('passes over a moment of a locked database', () => {
    const { workspace, session } = startedRun({ busyTimeoutMs: 10 });
    const errors: unknown[] = [];
    session.keepAlive({ onStopRequested: () => undefined, onError: (error) => errors.push(error) });
    const other = new Database(join(workspace.folder, 'noisefloor.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    vi.advanceTimersByTime(2000);
    other.exec('ROLLBACK');
    other.close();
    expect(errors).toEqual([]);
    expect(vi.getTimerCount()).toBe(1);
  });

  test('ends with an error when the session was taken for dead', () => {
    const { workspace, session } = startedRun();
    const errors: unknown[] = [];
    session.keepAlive({ onStopRequested: () => undefined, onError: (error) => errors.push(error) });
    const other = new Database(join(workspace.folder, 'noisefloor.sqlite'));
    other.exec(`UPDATE runs SET status = 'lost', owner_token = NULL; DELETE FROM owners`);
    other.close();
    vi.advanceTimersByTime(10_000);
    expect(errors).toMatchObject([{ code: 'lost' }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends with the session', () => {
    const { session } = startedRun();
    session.keepAlive({ onStopRequested: () => undefined, onError: () => undefined });
    expect(vi.getTimerCount()).toBe(1);
    session.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
