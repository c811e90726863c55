import { describe, expect, test } from 'vitest';
import { hashOf } from '../../main/store/canonical-json.ts';
import { configuration, machine } from './samples.ts';
import { newRun, specification, started, startedRun, temporaryWorkspace, thrownBy } from './support.ts';

describe('a new run', () => {
  test('carries what its configuration says', () => {
    const { studies, runs } = temporaryWorkspace({ now: () => 42 });
    const { id: studyId } = studies.create(specification(), '');
    const [run] = runs.create([newRun(studyId)]);
    expect(run).toEqual({
      id: run!.id,
      studyId,
      kind: 'train',
      methodLabel: 'noise-injection',
      profileLabel: 'five per cent',
      seed: 1,
      status: 'queued',
      configurationHash: hashOf(configuration),
      attempts: 0,
      createdAt: 42,
      startedAt: undefined,
      endedAt: undefined,
      activeMs: 0,
      stopRequested: false,
      progress: undefined,
      error: undefined,
      configuration,
      command: 'lab run study.yaml',
      provenance: undefined,
      position: undefined,
    });
    expect(runs.get(run!.id)).toEqual(run);
  });

  test('is labelled by its maker, its method, or not at all', () => {
    const { studies, runs } = temporaryWorkspace();
    const { id } = studies.create(specification(), '');
    const labels = runs
      .create([
        newRun(id),
        newRun(id, { method: { method: 'plain', label: 'as it was' } }),
        { ...newRun(id), methodLabel: 'SAFT (7)' },
        newRun(id, { kind: 'prepare', method: undefined }),
        newRun(id, { kind: 'pretrain', method: { method: 'plain' }, profile: undefined }),
      ])
      .map((run) => [run.kind, run.methodLabel, run.profileLabel]);
    expect(labels).toEqual([
      ['train', 'noise-injection', 'five per cent'],
      ['train', 'as it was', 'five per cent'],
      ['train', 'SAFT (7)', 'five per cent'],
      ['prepare', undefined, 'five per cent'],
      ['pretrain', 'plain', undefined],
    ]);
  });

  test('needs a study; of several none is made when one fails', () => {
    const { studies, runs } = temporaryWorkspace();
    const { id } = studies.create(specification(), '');
    expect(() => runs.create([newRun(id), newRun(id + 1)])).toThrow('FOREIGN KEY');
    expect(runs.list()).toEqual([]);
  });

  test('that does not exist is not-found', () => {
    const { runs } = temporaryWorkspace();
    expect(thrownBy(() => runs.get(5))).toMatchObject({ code: 'not-found' });
    expect(thrownBy(() => runs.requestStop(5))).toMatchObject({ code: 'not-found' });
  });
});

describe('listing', () => {
  test('by study, status, kind, configuration and page, in order of creation', () => {
    const { studies, runs } = temporaryWorkspace();
    const [one, two] = [studies.create(specification('1'), '').id, studies.create(specification('2'), '').id];
    const made = runs.create([
      newRun(one),
      newRun(two),
      newRun(one, { kind: 'prepare', method: undefined }),
      newRun(one, { seed: 2 }),
    ]);
    const [a, b, c, d] = made.map((run) => run.id);
    runs.requestStop(d!);
    const ids = (filter?: Parameters<typeof runs.list>[0]) => runs.list(filter).map((run) => run.id);
    expect(ids()).toEqual([a, b, c, d]);
    expect(ids({ studyId: one })).toEqual([a, c, d]);
    expect(ids({ studyId: one, status: 'queued' })).toEqual([a, c]);
    expect(ids({ status: 'stopped' })).toEqual([d]);
    expect(ids({ kind: 'prepare' })).toEqual([c]);
    expect(ids({ configurationHash: made[0]!.configurationHash })).toEqual([a, b]);
    expect(ids({ limit: 2 })).toEqual([a, b]);
    expect(ids({ limit: 2, afterId: b })).toEqual([c, d]);
    expect(ids({ studyId: undefined, limit: undefined })).toEqual([a, b, c, d]);
  });

  test('shows what a run last said', () => {
    const { workspace, record, studyId } = startedRun();
    record({ type: 'progress', progress: { phase: 'training', fraction: 0.25, detail: 'epoch 1', secondsLeft: 30 } });
    expect(workspace.runs.list({ studyId })).toMatchObject([
      { status: 'running', progress: { phase: 'training', fraction: 0.25, detail: 'epoch 1', secondsLeft: 30 } },
    ]);
    record({ type: 'progress', progress: { phase: 'saving', fraction: 0.5, detail: '' } });
    expect(workspace.runs.list()[0]!.progress).toEqual({ phase: 'saving', fraction: 0.5, detail: '' });
  });
});

describe('the life of a run', () => {
  test('its times, attempts and provenance, over a failure and a second attempt', () => {
    let clock = 1000;
    const { workspace, session, runId, record } = startedRun({ now: () => clock });
    expect(workspace.runs.get(runId)).toMatchObject({
      status: 'running',
      attempts: 1,
      startedAt: 1000,
      endedAt: undefined,
    });
    expect(workspace.runs.get(runId).provenance).toEqual({
      ...machine,
      engine: 'cpu',
      precision: 'float32',
      versions: { tfjs: '4.22.0' },
      checksums: { train: 'ab' },
      command: 'lab run study.yaml',
    });

    clock = 1500;
    const error = { name: 'LabError', code: 'not-finite', message: 'The loss is NaN.', nextStep: 'Lower it.' } as const;
    record({ type: 'failed', error });
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'failed', endedAt: 1500, activeMs: 500, error });

    clock = 9000;
    session.requeue(runId);
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'queued', endedAt: undefined, error: undefined });
    record({ ...started, provenance: { ...started.provenance, engine: 'wasm' } });
    clock = 9100;
    record({ type: 'finished' });
    expect(workspace.runs.get(runId)).toMatchObject({
      status: 'finished',
      attempts: 2,
      startedAt: 9000,
      activeMs: 600,
    });
    expect(workspace.runs.provenances(runId).map((provenance) => provenance.engine)).toEqual(['cpu', 'wasm']);
    expect(workspace.runs.get(runId).provenance!.engine).toBe('wasm');
  });

  test('a finished, queued or running run cannot be resumed', () => {
    const { session, runId, record } = startedRun();
    expect(thrownBy(() => session.requeue(runId))).toMatchObject({
      code: 'not-resumable',
      message: expect.stringContaining('running') as string,
    });
    record({ type: 'stopped' });
    session.requeue(runId);
    expect(thrownBy(() => session.requeue(runId))).toMatchObject({
      code: 'not-resumable',
      message: expect.stringContaining('queued') as string,
    });
    record(started);
    record({ type: 'finished' });
    expect(thrownBy(() => session.requeue(runId))).toMatchObject({
      code: 'not-resumable',
      message: expect.stringContaining('finished') as string,
    });
    expect(thrownBy(() => session.requeue(runId + 1))).toMatchObject({ code: 'not-found' });
  });

  test('a clock that is set back makes no negative time', () => {
    let clock = 1000;
    const { workspace, runId, record } = startedRun({ now: () => clock });
    clock = 10;
    record({ type: 'stopped' });
    expect(workspace.runs.get(runId).activeMs).toBe(0);
  });
});

describe('asking a run to stop', () => {
  test('stops one that nobody owns at once', () => {
    const { studies, runs } = temporaryWorkspace();
    const [run] = runs.create([newRun(studies.create(specification(), '').id)]);
    expect(runs.requestStop(run!.id)).toBe('stopped');
    expect(runs.get(run!.id)).toMatchObject({ status: 'stopped', stopRequested: false, activeMs: 0 });
  });

  test('tells the owner with its next heartbeat, until it has stopped', () => {
    const { workspace, session, runId, record } = startedRun();
    expect(session.beat()).toEqual([]);
    expect(workspace.runs.requestStop(runId)).toBe('requested');
    expect(workspace.runs.requestStop(runId)).toBe('requested');
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'running', stopRequested: true });
    expect(session.beat()).toEqual([runId]);
    record({ type: 'stopped' });
    expect(session.beat()).toEqual([]);
    session.requeue(runId);
    expect(session.beat()).toEqual([]);
    expect(workspace.runs.get(runId)).toMatchObject({ status: 'queued', stopRequested: false });
  });

  test('one that has ended is a mistake', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'finished' });
    expect(thrownBy(() => workspace.runs.requestStop(runId))).toMatchObject({ code: 'invalid-argument', kind: 'use' });
  });
});
