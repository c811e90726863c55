import { describe, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';
import { keptInTrashMs } from '../../main/store/trash.ts';
import { machine } from './samples.ts';
import {
  filesBelow,
  incomingCheckpoint,
  newRun,
  specification,
  started,
  temporaryFolder,
  thrownBy,
} from './support.ts';

interface Trashed {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly studyId: number;
  readonly ids: readonly number[];
  readonly clock: { now: number };
}

/** A study of three finished runs, each with a checkpoint. */
function finishedStudy(): Trashed {
  const folder = temporaryFolder();
  const clock = { now: Date.now() };
  const workspace = openWorkspace(folder, { now: () => clock.now });
  const session = workspace.startSession(machine);
  const studyId = workspace.studies.create(specification(), 'name: A study\n').id;
  const ids = session.enqueue([1, 2, 3].map((seed) => newRun(studyId, { seed }))).map(({ id }) => id);
  for (const id of ids) {
    session.recordEvent(id, started);
    session.recordEvent(id, incomingCheckpoint(session.incomingFolder, `weights ${id}`, 1, true));
    session.recordEvent(id, { type: 'finished' });
  }
  session.end();
  return { workspace, folder, studyId, ids, clock };
}

const idsOf = (runs: readonly { readonly id: number }[]): readonly number[] => runs.map(({ id }) => id);

describe('runs in the trash', () => {
  test('are out of every list and count, can be looked at, and come back', () => {
    const { workspace, studyId, ids } = finishedStudy();
    workspace.trash.addRuns([ids[1]!]);
    expect(idsOf(workspace.runs.list())).toEqual([1, 3]);
    expect(idsOf(workspace.runs.list({ studyId, status: 'finished' }))).toEqual([1, 3]);
    expect(idsOf(workspace.runs.list({ trashed: true }))).toEqual([2]);
    expect(idsOf(workspace.listRuns())).toEqual([1, 3]);
    expect(idsOf(workspace.listRuns({ trashed: true }))).toEqual([2]);
    expect(workspace.studies.list()).toMatchObject([{ runs: 2 }]);
    expect(workspace.durations.ofStudy(studyId)).toMatchObject([{ runs: 2 }]);
    expect(workspace.runs.get(2)).toMatchObject({ id: 2, status: 'finished' });
    workspace.trash.restoreRuns([2]);
    expect(idsOf(workspace.runs.list())).toEqual([1, 2, 3]);
    workspace.close();
  });

  test('got there all or none: not while one is queued, running or locked', () => {
    const { workspace, studyId, ids } = finishedStudy();
    const session = workspace.startSession(machine);
    const queued = session.enqueue([newRun(studyId, { seed: 9 })])[0]!.id;
    const refusal = (id: number) => thrownBy(() => workspace.trash.addRuns([ids[0]!, id]));
    expect(refusal(queued)).toMatchObject({
      code: 'invalid-argument',
      message: `Run ${queued} is queued, so it cannot go to the trash.`,
    });
    session.recordEvent(queued, started);
    expect(refusal(queued)).toMatchObject({ message: expect.stringContaining('is running') });
    workspace.annotations.change([ids[1]!], { locked: true });
    expect(refusal(ids[1]!)).toMatchObject({
      message: expect.stringContaining('is locked'),
      nextStep: 'Unlock it first.',
    });
    expect(refusal(77)).toMatchObject({ code: 'not-found' });
    expect(workspace.runs.list({ trashed: true })).toEqual([]);
    expect(thrownBy(() => workspace.trash.addStudy(studyId))).toMatchObject({ code: 'invalid-argument' });
    workspace.close();
  });

  test('are not resumed, and not brought back beside a run that does the same', () => {
    const { workspace, studyId, ids } = finishedStudy();
    const session = workspace.startSession(machine);
    const stopped = session.enqueue([newRun(studyId, { seed: 9 })])[0]!.id;
    session.recordEvent(stopped, { type: 'stopped' });
    workspace.trash.addRuns([stopped, ids[0]!]);
    expect(thrownBy(() => session.requeue(stopped))).toMatchObject({
      code: 'not-resumable',
      message: `Run ${stopped} is in the trash, so it cannot be resumed.`,
    });
    const again = session.enqueue([newRun(studyId, { seed: 1 })])[0]!.id;
    expect(thrownBy(() => workspace.trash.restoreRuns([stopped, ids[0]!]))).toMatchObject({
      code: 'invalid-argument',
      message: `Run ${ids[0]} was done again as run ${again} while it was in the trash.`,
    });
    expect(idsOf(workspace.runs.list({ trashed: true }))).toEqual([1, stopped]);
    workspace.close();
  });
});

describe('a study in the trash', () => {
  test('takes its runs along, and back those that went with it', () => {
    const { workspace, studyId, ids, clock } = finishedStudy();
    const { specificationHash } = workspace.studies.get(studyId);
    workspace.trash.addRuns([ids[0]!]);
    clock.now += 1000;
    workspace.trash.addStudy(studyId);
    expect(workspace.studies.list()).toEqual([]);
    expect(workspace.studies.list({ trashed: true })).toMatchObject([{ id: studyId, trashed: true, runs: 0 }]);
    expect(workspace.studies.findByHash(specificationHash)).toEqual([]);
    expect(workspace.runs.list()).toEqual([]);
    workspace.trash.restoreStudy(studyId);
    expect(workspace.studies.list()).toMatchObject([{ id: studyId, trashed: false, runs: 2 }]);
    expect(idsOf(workspace.runs.list())).toEqual([2, 3]);
    workspace.close();
  });

  test('comes back with one of its runs', () => {
    const { workspace, studyId, ids } = finishedStudy();
    workspace.trash.addStudy(studyId);
    workspace.trash.restoreRuns([ids[2]!]);
    expect(workspace.studies.list()).toMatchObject([{ id: studyId, runs: 1 }]);
    expect(idsOf(workspace.runs.list({ trashed: true }))).toEqual([1, 2]);
    workspace.close();
  });
});

describe('opening', () => {
  test('empties the trash of what has been in it for 30 days, with its files', () => {
    const { workspace, folder, studyId, ids, clock } = finishedStudy();
    workspace.trash.addRuns([ids[0]!]);
    clock.now += keptInTrashMs;
    workspace.trash.addRuns([ids[1]!]);
    workspace.close();

    const sameDay = openWorkspace(folder, { now: () => clock.now });
    expect(idsOf(sameDay.runs.list({ trashed: true }))).toEqual([1, 2]);
    sameDay.close();
    const next = openWorkspace(folder, { now: () => clock.now + 1 });
    expect(idsOf(next.runs.list({ trashed: true }))).toEqual([2]);
    expect(idsOf(next.runs.list())).toEqual([3]);
    expect(filesBelow(folder).filter((path) => path.startsWith('files'))).toHaveLength(2);
    expect(next.check()).toEqual([]);
    next.trash.addStudy(studyId);
    next.close();

    const later = openWorkspace(folder, { now: () => clock.now + 2 * keptInTrashMs });
    expect(later.studies.list({ trashed: true })).toEqual([]);
    expect(later.runs.list({ trashed: true })).toEqual([]);
    expect(filesBelow(folder).filter((path) => path.startsWith('files'))).toEqual([]);
    expect(later.configurationsAfter(0, 10)).toEqual([]);
    later.close();
  });

  test('leaves a study whose runs are not all gone', () => {
    const { workspace, folder, studyId, ids, clock } = finishedStudy();
    workspace.trash.addStudy(studyId);
    clock.now += keptInTrashMs;
    workspace.trash.restoreRuns([ids[0]!]);
    workspace.close();
    const next = openWorkspace(folder, { now: () => clock.now + 1 });
    expect(idsOf(next.runs.list())).toEqual([1]);
    expect(next.studies.list()).toMatchObject([{ id: studyId }]);
    next.close();
  });
});
