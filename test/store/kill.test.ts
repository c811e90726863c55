import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RunStatus } from '../../main/contract/run.ts';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';
import { start } from './processes/child.ts';
import { filesBelow, specification, temporaryFolder } from './support.ts';

/** The same delays in every run of the tests. */
function delays(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Every event of processes/write-events.ts is there whole or not at all. */
function expectWholeEvents(workspace: Workspace, runId: number): number {
  const series = workspace.metrics.series(runId);
  const losses = workspace.metrics.read(runId, 'loss');
  for (const name of series) expect(workspace.metrics.read(runId, name)).toEqual(losses);
  if (losses.length > 0) expect(series).toHaveLength(5);
  expect(losses.every((point) => point.value === point.step)).toBe(true);
  for (const result of workspace.accuracies.ofRun(runId)) {
    expect(result.draws).toEqual(Array.from({ length: 1 + (result.images % 5) }, () => result.images));
    expect(result.accuracy).toBe(result.images);
  }
  const report = workspace.noiseReports.ofRun(runId);
  if (report !== undefined) expect(report.layers).toHaveLength(report.matmulLayers % 4);
  for (const update of workspace.rateUpdates.ofRun(runId)) {
    expect(update.layers.map((layer) => layer.rate)).toEqual(
      Array.from({ length: update.energy % 4 }, () => update.energy),
    );
  }
  expect(workspace.checkpoints.ofRun(runId).length).toBeLessThanOrEqual(2);
  return losses.length;
}

function expectFilesAsRecorded(workspace: Workspace): void {
  expect(workspace.check()).toEqual([]);
  const stored = workspace.files.list();
  expect(filesBelow(join(workspace.folder, 'files'))).toHaveLength(stored.length);
  for (const file of stored) {
    expect(createHash('sha256').update(readFileSync(file.path)).digest('hex')).toBe(file.sha256);
  }
  expect(filesBelow(join(workspace.folder, 'incoming'))).toEqual([]);
}

function makeStudy(folder: string): void {
  const workspace = openWorkspace(folder);
  workspace.studies.create(specification(), '');
  workspace.close();
}

test('killed at twenty moments while it writes: whole events, the run lost, no row without its file', async () => {
  const folder = temporaryFolder();
  const random = delays(7);
  makeStudy(folder);
  let written = 0;
  let lost = 0;
  for (let round = 0; round < 20; round++) {
    const child = start('write-events', [folder, String(round)]);
    await child.nextLine();
    await wait(random() * 150);
    child.process.kill('SIGKILL');
    expect(await child.exit).toMatchObject({ signal: 'SIGKILL', stderr: '' });

    const workspace = openWorkspace(folder);
    // Killed between two runs there is none to lose
    expect(workspace.foundLost.length).toBeLessThanOrEqual(1);
    lost += workspace.foundLost.length;
    const runs = workspace.runs.list();
    const ended: readonly RunStatus[] = ['lost', 'finished'];
    expect(runs.filter((run) => !ended.includes(run.status))).toEqual([]);
    for (const run of runs) {
      written += expectWholeEvents(workspace, run.id);
      if (run.status === 'finished')
        expect(workspace.checkpoints.ofRun(run.id).map((one) => one.final)).toEqual([true]);
    }
    expectFilesAsRecorded(workspace);
    workspace.close();
  }
  expect(lost).toBeGreaterThanOrEqual(15);
  expect(written).toBeGreaterThan(100);
});

test('killed while a new workspace is made: it opens', async () => {
  const random = delays(11);
  for (let round = 0; round < 10; round++) {
    const folder = join(temporaryFolder(), 'new');
    const child = start('open-and-add-study', [folder, 'x']);
    await wait(60 + random() * 200);
    child.process.kill('SIGKILL');
    await child.exit;
    const workspace = openWorkspace(folder);
    expect(workspace.check()).toEqual([]);
    expect(workspace.studies.list().length).toBeLessThanOrEqual(1);
    workspace.close();
  }
});

test.each(['before', 'after'])(
  'killed %s any call to the file system while a checkpoint is taken in: the earlier or the later one is there, whole',
  async (moment) => {
    const folder = temporaryFolder();
    makeStudy(folder);
    const epochs: number[] = [];
    for (let call = 1; ; call++) {
      const child = start('die-in-adoption', [folder, String(call), moment]);
      const runId = Number(await child.nextLine());
      const exit = await child.exit;
      if (exit.code === 0) break;
      expect(exit).toMatchObject({ signal: 'SIGKILL', stderr: '' });

      const workspace = openWorkspace(folder);
      expect(workspace.foundLost).toEqual([runId]);
      expectFilesAsRecorded(workspace);
      const [checkpoint, ...others] = workspace.checkpoints.ofRun(runId);
      expect(others).toEqual([]);
      expect(readFileSync(checkpoint!.path, 'utf8')).toBe(`${runId} ${checkpoint!.position.epoch}`);
      expect(basename(checkpoint!.path)).toBe(`${checkpoint!.sha256}.safetensors`);
      epochs.push(checkpoint!.position.epoch);
      workspace.close();
    }
    // Both sides of the commit were met, in this order
    expect(epochs).toEqual([...epochs].sort());
    expect(new Set(epochs)).toEqual(new Set([1, 2]));
    expect(epochs.length).toBeGreaterThanOrEqual(9);
  },
);
