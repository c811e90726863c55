import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';
import { machine } from './samples.ts';
import { start } from './processes/child.ts';
import { newRun, specification, started, startedRun, temporaryFolder, thrownBy } from './support.ts';

function open(folder: string, now?: () => number): Workspace {
  const workspace = openWorkspace(folder, { now });
  onTestFinished(() => workspace.close());
  return workspace;
}

/** Changes who the owners are said to be, behind the store's back. */
function pretend(folder: string, change: string): void {
  const database = new Database(join(folder, 'noisefloor.sqlite'));
  database.exec(`UPDATE owners SET ${change}`);
  database.close();
}

const goneProcess = `pid = ${2 ** 22 + 1}`;

describe('a process that died', () => {
  test('has lost what it was running and what it had queued', () => {
    let clock = 5000;
    const { workspace, session, studyId, runId } = startedRun({ now: () => clock });
    const [queued] = session.enqueue([newRun(studyId)]);
    const [nobodys] = workspace.runs.create([newRun(studyId)]);
    clock = 8000;
    session.beat();
    pretend(workspace.folder, goneProcess);
    clock = 60_000;
    const other = open(workspace.folder, () => clock);
    expect(other.foundLost).toEqual([runId, queued!.id]);
    expect(other.runs.list().map((run) => run.status)).toEqual(['lost', 'lost', 'queued']);
    // Up to when it was last heard of
    expect(other.runs.get(runId)).toMatchObject({ endedAt: 8000, activeMs: 3000 });
    expect(other.runs.get(nobodys!.id).status).toBe('queued');
    expect(other.reconcileLostRuns()).toEqual([]);
  });

  test('leaves runs that another can resume', () => {
    const { workspace, runId } = startedRun();
    pretend(workspace.folder, goneProcess);
    const other = open(workspace.folder);
    const session = other.startSession(machine);
    session.requeue(runId);
    session.recordEvent(runId, started);
    session.recordEvent(runId, { type: 'finished' });
    expect(other.runs.get(runId)).toMatchObject({ status: 'finished', attempts: 2 });
  });

  test('is not looked for read-only', () => {
    const { workspace, runId } = startedRun();
    pretend(workspace.folder, goneProcess);
    const viewer = openWorkspace(workspace.folder, { readOnly: true });
    onTestFinished(() => viewer.close());
    expect(viewer.runs.get(runId).status).toBe('running');
    expect(viewer.reconcileLostRuns()).toEqual([]);
  });
});

describe('a process that was taken for dead and is not', () => {
  test('cannot write to its runs any more, and is told so', () => {
    let clock = 0;
    const { workspace, session, runId, record } = startedRun({ now: () => clock });
    pretend(workspace.folder, `host = 'elsewhere'`);
    clock = 61_000;
    const other = open(workspace.folder, () => clock);
    expect(other.foundLost).toEqual([runId]);
    expect(thrownBy(() => record({ type: 'finished' }))).toMatchObject({ code: 'lost' });
    expect(thrownBy(() => session.beat())).toMatchObject({ code: 'lost' });

    const successor = other.startSession(machine);
    successor.requeue(runId);
    expect(thrownBy(() => record({ type: 'finished' }))).toMatchObject({ code: 'lost' });
    successor.recordEvent(runId, started);
    expect(thrownBy(() => record({ type: 'metrics', points: [] }))).toMatchObject({ code: 'lost' });
    expect(other.runs.get(runId).status).toBe('running');
    workspace.close();
    expect(other.runs.get(runId).status).toBe('running');
  });
});

describe('a process that lives', () => {
  test('keeps its runs while others open the workspace, and stops them when asked', async () => {
    const folder = temporaryFolder();
    const workspace = open(folder);
    workspace.studies.create(specification(), '');
    const child = start('live-run', [folder]);
    const [runId, waitingId] = JSON.parse(await child.nextLine()) as [number, number];

    for (let time = 0; time < 5; time++) {
      const other = open(folder);
      expect(other.foundLost).toEqual([]);
      expect(other.runs.list().map((run) => run.status)).toEqual(['running', 'queued']);
    }
    // However old its heartbeat seems to somebody whose clock runs ahead
    if (process.platform === 'linux') expect(open(folder, () => Date.now() + 3_600_000).foundLost).toEqual([]);

    const session = workspace.startSession(machine);
    expect(thrownBy(() => session.claim(waitingId))).toMatchObject({ code: 'invalid-argument' });
    expect(thrownBy(() => session.requeue(runId))).toMatchObject({ code: 'not-resumable' });
    expect(thrownBy(() => session.recordEvent(runId, { type: 'finished' }))).toMatchObject({ code: 'lost' });

    expect(workspace.runs.requestStop(waitingId)).toBe('requested');
    expect(workspace.runs.requestStop(runId)).toBe('requested');
    expect(await child.exit).toEqual({ code: 0, signal: null, stderr: '' });
    expect(workspace.runs.list().map((run) => run.status)).toEqual(['stopped', 'stopped']);
  });

  test('has lost them once it is killed', async () => {
    const folder = temporaryFolder();
    const workspace = open(folder);
    workspace.studies.create(specification(), '');
    const child = start('live-run', [folder]);
    const runIds = JSON.parse(await child.nextLine()) as number[];
    expect(workspace.reconcileLostRuns()).toEqual([]);
    child.process.kill('SIGKILL');
    expect(await child.exit).toMatchObject({ signal: 'SIGKILL' });
    expect(workspace.reconcileLostRuns()).toEqual(runIds);
    expect(workspace.runs.list().map((run) => run.status)).toEqual(['lost', 'lost']);
  });
});
