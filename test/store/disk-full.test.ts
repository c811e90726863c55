import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../main/contract/run.ts';
import { openDatabase } from '../../main/store/database.ts';
import { incomingRoot } from '../../main/store/incoming.ts';
import { filesFolder } from '../../main/store/files.ts';
import { metricRepository } from '../../main/store/metrics.ts';
import { runRepository } from '../../main/store/runs.ts';
import { startSession } from '../../main/store/session.ts';
import { studyRepository } from '../../main/store/studies.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { machine } from './samples.ts';
import { incomingCheckpoint, newRun, specification, started, temporaryFolder, thrownBy } from './support.ts';

function points(count: number): Extract<RunEvent, { type: 'metrics' }> {
  return {
    type: 'metrics',
    points: Array.from({ length: count }, (_, step) => ({ series: 'loss', step, value: step + 0.5 })),
  };
}

describe('a database that may not grow', () => {
  test('takes an event whole or not at all, and again once it may', () => {
    const folder = temporaryFolder();
    const connection = openDatabase(folder);
    onTestFinished(() => connection.close());
    mkdirSync(incomingRoot(folder));
    mkdirSync(filesFolder(folder));
    const session = startSession(connection, folder, machine, Date.now);
    const studyId = studyRepository(connection, Date.now).create(specification(), '').id;
    const runId = session.enqueue([newRun(studyId)])[0]!.id;
    session.recordEvent(runId, started);
    const { page_count: pages } = connection.get<{ page_count: number }>('PRAGMA page_count')!;

    connection.execute(`PRAGMA max_page_count = ${pages + 2}`);
    expect(thrownBy(() => session.recordEvent(runId, points(20_000)))).toMatchObject({
      name: 'LabError',
      code: 'disk-full',
      kind: 'failure',
    });
    const metrics = metricRepository(connection);
    expect(metrics.read(runId, 'loss')).toEqual([]);
    expect(runRepository(connection, Date.now).get(runId).status).toBe('running');
    expect(session.beat()).toEqual([]);

    connection.execute('PRAGMA max_page_count = 1000000');
    session.recordEvent(runId, points(20_000));
    expect(metrics.read(runId, 'loss')).toHaveLength(20_000);
  });
});

/** A file system of its own, so small that it is soon full. Mounting needs rights that not everybody has. */
function mountSmall(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-small-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1536k', 'tmpfs', folder], { stdio: 'ignore' });
  if (status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

const small = mountSmall();
afterAll(() => {
  if (small === undefined) return;
  spawnSync('umount', [small]);
  rmSync(small, { recursive: true });
});

describe.skipIf(small === undefined)('a disk that is full (needs the right to mount a small one)', () => {
  test('is told in a sentence; what was there stays, and goes on when there is room again', () => {
    const folder = join(small!, 'workspace');
    const ballast = join(small!, 'ballast');
    const workspace = openWorkspace(folder);
    onTestFinished(() => workspace.close());
    const session = workspace.startSession(machine);
    const studyId = workspace.studies.create(specification(), '').id;
    const runId = session.enqueue([newRun(studyId)])[0]!.id;
    session.recordEvent(runId, started);
    session.recordEvent(runId, points(10));
    const checkpoint = incomingCheckpoint(session.incomingFolder, 'weights', 1);

    expect(() => writeFileSync(ballast, Buffer.alloc(4 << 20))).toThrow('ENOSPC');
    const full = { code: 'disk-full', nextStep: expect.stringContaining('Free some space') as string };
    expect(thrownBy(() => session.recordEvent(runId, points(20_000)))).toMatchObject(full);
    expect(workspace.metrics.read(runId, 'loss')).toHaveLength(10);
    // Whether a small one still fits depends on the pages of the log that are there already
    let refused = 0;
    for (let time = 0; time < 200 && refused === 0; time++) {
      try {
        session.recordEvent(runId, { ...points(1 + time) });
      } catch (error) {
        expect(error).toMatchObject(full);
        refused++;
      }
    }
    expect(workspace.check()).toEqual([]);

    rmSync(ballast);
    session.recordEvent(runId, points(2_000));
    session.recordEvent(runId, checkpoint);
    session.recordEvent(runId, { type: 'finished' });
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'finished' });
    expect(workspace.metrics.read(runId, 'loss')).toHaveLength(2_000);
    expect(workspace.check()).toEqual([]);
  });

  test('lets no new workspace be made, and leaves no harm where one was begun', () => {
    const folder = join(small!, 'another');
    const ballast = join(small!, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(4 << 20))).toThrow('ENOSPC');
    expect(thrownBy(() => openWorkspace(folder))).toMatchObject({ code: 'disk-full' });
    rmSync(ballast);
    const workspace = openWorkspace(folder);
    expect(workspace.check()).toEqual([]);
    workspace.close();
  });
});
