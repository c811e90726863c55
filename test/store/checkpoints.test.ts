import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../../main/store/workspace.ts';
import { filesBelow, incomingCheckpoint, newRun, started, startedRun, temporaryFolder, thrownBy } from './support.ts';

const pathOf = (sha256: string): string => join('files', sha256.slice(0, 2), `${sha256}.safetensors`);

describe('a checkpoint', () => {
  test('moves into the workspace under its hash', () => {
    const { workspace, session, runId, record } = startedRun({ now: () => 77 });
    const event = incomingCheckpoint(session.incomingFolder, 'weights', 3);
    record(event);
    const path = join(workspace.folder, pathOf(event.sha256));
    expect(readFileSync(path, 'utf8')).toBe('weights');
    expect(workspace.checkpoints.ofRun(runId)).toEqual([
      { runId, position: { epoch: 3, step: 30 }, final: false, sha256: event.sha256, bytes: 7, path, recordedAt: 77 },
    ]);
    expect(workspace.runs.get(runId).position).toEqual({ epoch: 3, step: 30 });
    expect(workspace.files.get(event.sha256)).toEqual({
      sha256: event.sha256,
      bytes: 7,
      kind: 'checkpoint',
      addedAt: 77,
      path,
    });
    expect(filesBelow(join(workspace.folder, 'incoming'))).toEqual([]);
    expect(workspace.check()).toEqual([]);
  });

  test('may be told by its path within the incoming folder', () => {
    const { workspace, session, runId, record } = startedRun();
    const event = incomingCheckpoint(session.incomingFolder, 'weights');
    record({ ...event, path: event.path.slice(join(workspace.folder, 'incoming').length + 1) });
    expect(workspace.checkpoints.latest(runId)!.sha256).toBe(event.sha256);
  });

  test('replaces the one before, file and all', () => {
    const { workspace, session, runId, record } = startedRun();
    const events = [0, 1, 2].map((epoch) => incomingCheckpoint(session.incomingFolder, `weights ${epoch}`, epoch));
    events.forEach(record);
    expect(workspace.checkpoints.ofRun(runId).map((checkpoint) => checkpoint.position.epoch)).toEqual([2]);
    expect(filesBelow(join(workspace.folder, 'files'))).toEqual([pathOf(events[2]!.sha256).slice('files/'.length)]);
    expect(workspace.files.list()).toHaveLength(1);
    expect(thrownBy(() => workspace.files.get(events[0]!.sha256))).toMatchObject({ code: 'not-found' });
  });

  test('that is final stays beside the last, and alone once the run is finished', () => {
    const { workspace, session, runId, record } = startedRun();
    const last = incomingCheckpoint(session.incomingFolder, 'optimiser and weights', 4);
    const final = incomingCheckpoint(session.incomingFolder, 'weights', 4, true);
    record(last);
    record(final);
    expect(workspace.checkpoints.ofRun(runId).map((checkpoint) => checkpoint.final)).toEqual([false, true]);
    expect(workspace.checkpoints.final(runId)!.sha256).toBe(final.sha256);
    record({ type: 'finished' });
    expect(workspace.checkpoints.ofRun(runId).map((checkpoint) => checkpoint.sha256)).toEqual([final.sha256]);
    expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(1);
  });

  test('without a final one stays when the run is finished', () => {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'weights', 1));
    record({ type: 'finished' });
    expect(workspace.checkpoints.ofRun(runId)).toHaveLength(1);
    expect(workspace.checkpoints.final(runId)).toBeUndefined();
  });

  test('recorded again at the same position is replaced', () => {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'one', 1));
    const again = incomingCheckpoint(session.incomingFolder, 'other', 1);
    record(again);
    expect(workspace.checkpoints.ofRun(runId).map((checkpoint) => checkpoint.sha256)).toEqual([again.sha256]);
    expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(1);
  });

  test('of the same content is one file, kept as long as one run refers to it', () => {
    const { workspace, session, studyId, runId, record } = startedRun();
    const [other] = session.enqueue([newRun(studyId, { seed: 2 })]);
    session.recordEvent(other!.id, started);
    record(incomingCheckpoint(session.incomingFolder, 'same', 1));
    session.recordEvent(other!.id, incomingCheckpoint(session.incomingFolder, 'same', 1));
    expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(1);
    expect(filesBelow(join(workspace.folder, 'incoming'))).toEqual([]);
    record(incomingCheckpoint(session.incomingFolder, 'different', 2));
    expect(readFileSync(workspace.checkpoints.latest(other!.id)!.path, 'utf8')).toBe('same');
    expect(readFileSync(workspace.checkpoints.latest(runId)!.path, 'utf8')).toBe('different');
    session.recordEvent(other!.id, incomingCheckpoint(session.incomingFolder, 'different', 2));
    expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(1);
    expect(workspace.check()).toEqual([]);
  });

  test('mends a file that somebody has removed', () => {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'weights', 1));
    rmSync(workspace.checkpoints.latest(runId)!.path);
    expect(workspace.check()).toEqual([expect.stringContaining('is missing')]);
    record(incomingCheckpoint(session.incomingFolder, 'weights', 1));
    expect(workspace.check()).toEqual([]);
  });
});

describe('what is not taken, leaving the store as it was', () => {
  function refusal(change: (event: ReturnType<typeof incomingCheckpoint>, folder: string) => typeof event): unknown {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'before', 0));
    const event = change(incomingCheckpoint(session.incomingFolder, 'weights', 1), session.incomingFolder);
    const error = thrownBy(() => record(event));
    expect(workspace.checkpoints.ofRun(runId).map((checkpoint) => checkpoint.position.epoch)).toEqual([0]);
    expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(1);
    expect(workspace.check()).toEqual([]);
    return error;
  }

  test('a file with other bytes than announced', () => {
    const error = refusal((event) => {
      writeFileSync(event.path, 'weighty');
      return event;
    });
    expect(error).toMatchObject({
      code: 'invalid-weights-file',
      message: expect.stringContaining('SHA-256') as string,
    });
  });

  test('a file cut short', () => {
    const error = refusal((event) => {
      writeFileSync(event.path, 'weig');
      return event;
    });
    expect(error).toMatchObject({
      code: 'invalid-weights-file',
      message: expect.stringContaining('4 bytes') as string,
    });
  });

  test('a file that is not there', () => {
    expect(refusal((event, folder) => ({ ...event, path: join(folder, 'none') }))).toMatchObject({
      code: 'missing-file',
    });
    expect(refusal((event, folder) => ({ ...event, path: join(folder, 'none', 'x') }))).toMatchObject({
      code: 'missing-file',
    });
  });

  test('a file outside the incoming folder', () => {
    const outside = temporaryFolder();
    const error = refusal((event) => {
      const path = join(outside, 'weights.safetensors');
      writeFileSync(path, 'weights');
      return { ...event, path };
    });
    expect(error).toMatchObject({ name: 'Error', message: expect.stringContaining('does not lie in') as string });
    expect(existsSync(join(outside, 'weights.safetensors'))).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('a file reached through a link out of the incoming folder', () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'weights.safetensors'), 'weights');
    const error = refusal((event, folder) => {
      symlinkSync(outside, join(folder, 'link'));
      return { ...event, path: join(folder, 'link', 'weights.safetensors') };
    });
    expect(error).toMatchObject({ message: expect.stringContaining('does not lie in') as string });
  });

  test('a file for a run that has ended; it can be read where it was', () => {
    const { workspace, session, record } = startedRun();
    record({ type: 'stopped' });
    const event = incomingCheckpoint(session.incomingFolder, 'weights');
    expect(() => record(event)).toThrow('takes no checkpoint event');
    expect(readFileSync(event.path, 'utf8')).toBe('weights');
    expect(workspace.files.list()).toEqual([]);
  });

  test('a file whose recording fails goes back, so that it can be tried again', () => {
    const { workspace, session, runId, record } = startedRun();
    const event = incomingCheckpoint(session.incomingFolder, 'weights');
    const impossible = { ...event, position: { epoch: 0.5, step: 0 } };
    expect(() => record(impossible)).toThrow('cannot store REAL');
    expect(filesBelow(join(workspace.folder, 'files'))).toEqual([]);
    record(event);
    expect(workspace.checkpoints.latest(runId)!.sha256).toBe(event.sha256);
  });
});

describe('opening', () => {
  function reopen(folder: string) {
    const workspace = openWorkspace(folder);
    onTestFinished(() => workspace.close());
    return workspace;
  }

  test('removes content that no row refers to, and nothing else', () => {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'weights'));
    const known = filesBelow(join(workspace.folder, 'files'))[0]!;
    const orphan = 'ab'.repeat(32);
    const files = (name: string): string => join(workspace.folder, 'files', 'ab', name);
    mkdirSync(join(workspace.folder, 'files', 'ab'), { recursive: true });
    writeFileSync(files(`${orphan}.safetensors`), 'x');
    writeFileSync(files(orphan), 'x');
    writeFileSync(files('notes of mine.txt'), 'x');
    writeFileSync(join(workspace.folder, 'files', 'README'), 'x');
    reopen(workspace.folder);
    expect(filesBelow(join(workspace.folder, 'files'))).toEqual(
      [known, join('ab', 'notes of mine.txt'), 'README'].sort(),
    );
    expect(existsSync(workspace.checkpoints.latest(runId)!.path)).toBe(true);
  });

  test('removes what dead sessions were writing, and leaves the living alone', () => {
    const { workspace, session } = startedRun();
    const incoming = join(workspace.folder, 'incoming');
    const writing = incomingCheckpoint(session.incomingFolder, 'being written');
    mkdirSync(join(incoming, 'a-dead-session'));
    writeFileSync(join(incoming, 'a-dead-session', 'half'), 'x');
    writeFileSync(join(incoming, 'stray'), 'x');
    reopen(workspace.folder);
    expect(filesBelow(incoming)).toEqual([writing.path.slice(incoming.length + 1)]);
    expect(existsSync(join(incoming, 'a-dead-session'))).toBe(false);
  });

  test('read-only touches nothing', () => {
    const { workspace } = startedRun();
    writeFileSync(join(workspace.folder, 'incoming', 'stray'), 'x');
    const viewer = openWorkspace(workspace.folder, { readOnly: true });
    expect(existsSync(join(workspace.folder, 'incoming', 'stray'))).toBe(true);
    viewer.close();
  });
});
