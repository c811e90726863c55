import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { endless, removeFolder, studyFolder, tinyStudy } from '../../e2e/tiny-study.ts';
import { connect, openWorkbench, statusesOf, untilIdle, watch, watchRun } from '../bench.ts';

let folder: string;
beforeEach(() => {
  folder = studyFolder();
  const own = folder;
  // Not in `afterEach`, which comes before the workbench is closed: it would write where there is nothing any more
  onTestFinished(() => removeFolder(own));
});

const launch = (client: WorkbenchClient, changes: Record<string, unknown> = {}) =>
  client.call('studies.launch', { text: tinyStudy(changes), folder });

describe('a study that is launched', () => {
  test('is in the queue at once, works itself off, and is told as it does', async () => {
    const { client } = await openWorkbench(folder);
    const queue = watch(client, 'queue');
    const rows = watch(client, 'runs.changed');
    const studies = watch(client, 'studies');

    const { studyId, runs } = await launch(client);
    expect(runs).toEqual([1, 2, 3]);
    expect(await statusesOf(client)).toEqual({ 1: 'queued', 2: 'queued', 3: 'queued' });
    const run = watchRun(client, 2);
    expect(await run.ever('first value', () => true)).toMatchObject({ status: 'queued', points: [], log: [] });

    const finished = await run.until('end', ({ status }) => status === 'finished');
    expect(finished.progress?.fraction).toBe(1);
    await untilIdle(client);
    await queue.until('end', ({ state }) => state === 'idle');
    // Not each length is told: what follows each other fast is gathered
    const lengths = queue.values.map(({ items }) => items.length);
    const told = lengths.slice(lengths.indexOf(3));
    expect(told).toEqual(told.toSorted((first, second) => second - first));
    expect([told[0], told.at(-1)]).toEqual([3, 0]);
    const steps = run.values.flatMap(({ points }) =>
      points.flatMap(({ series, step }) => (series === 'loss' ? [step] : [])),
    );
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.values.flatMap(({ accuracies }) => accuracies.map(({ stage }) => stage))).toEqual([
      'recovered-clean',
      'recovered',
    ]);
    const lines = run.values.flatMap(({ log }) => log);
    expect(lines).toEqual(await client.call('runs.log', { id: 2 }));
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_line, index) => index + 1));
    expect(lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Started on wasm, float32/),
        expect.stringMatching(/^Epoch 2 is done, loss .* Checkpoint kept/),
        expect.stringMatching(/^Accuracy under noise, after training: /),
        expect.stringMatching(/^Finished after /),
      ]),
    );
    expect(rows.values[0]!.rows).toMatchObject([1, 2, 3].map((id) => ({ id, status: 'queued', studyName: 'Tiny' })));
    await rows.ever('the last row', (news) => news.rows.some(({ id, status }) => id === 3 && status === 'finished'));
    await studies.until('the study', ([study]) => study?.runs.finished === 3);
    expect(await client.call('studies.list', {})).toMatchObject([{ id: studyId, runs: { finished: 3 } }]);
  });

  test('waits behind another, and is the same for a second interface', async () => {
    const workbench = await openWorkbench(folder);
    const first = await launch(workbench.client, endless);
    const second = await launch(workbench.client, { name: 'Second', seeds: [7] });
    const queue = watch(workbench.client, 'queue');
    const state = await queue.until(
      'training',
      ({ items }) => items[0]?.runId === first.runs[1] && items[0].fraction > 0,
    );
    expect(state.items.map(({ runId }) => runId)).toEqual([...first.runs.slice(1), ...second.runs]);
    expect(state.items.map((item) => item.state)).toEqual(['running', ...Array(4).fill('waiting')]);

    const other = connect(workbench);
    const seen = await watch(other, 'queue').until('state', () => true);
    expect(seen.items.map(({ runId, state: each }) => [runId, each])).toEqual(
      state.items.map(({ runId, state: each }) => [runId, each]),
    );
    expect((await watchRun(other, first.runs[1]!).until('state', () => true)).status).toBe('running');

    // What builds on nothing goes on by itself when the one before it is stopped
    await other.call('runs.stop', { ids: [...first.runs.slice(1)] });
    await untilIdle(other);
    expect(Object.values(await statusesOf(other))).toEqual([
      'finished',
      'stopped',
      'stopped',
      ...second.runs.map(() => 'finished'),
    ]);
  });

  test('again continues what is not finished of it', async () => {
    const { client } = await openWorkbench(folder);
    const { studyId, runs } = await launch(client, endless);
    expect(await launch(client, { ...endless, name: 'By another name' })).toEqual({ studyId, runs });
    await client.call('runs.stop', { ids: [...runs] });
    await untilIdle(client);
    const again = await launch(client, endless);
    expect(again).toEqual({ studyId, runs });
    expect(Object.keys(await statusesOf(client))).toHaveLength(3);
  });

  test('is refused whole when something is wrong with it', async () => {
    const { client } = await openWorkbench(folder);
    await expect(launch(client, { training: { ...endless.training, batch: 4000 } })).rejects.toMatchObject({
      code: 'invalid-specification',
      message: expect.stringContaining('`training.batch` is 4000'),
    });
    await expect(launch(client, { methods: [] })).rejects.toMatchObject({ code: 'invalid-specification' });
    expect(await client.call('studies.list', {})).toEqual([]);
  });
});

describe('stopping', () => {
  test('keeps what was done and says so', async () => {
    const { client } = await openWorkbench(folder);
    const { runs } = await launch(client, endless);
    const [, id] = runs as [number, number, number];
    const run = watchRun(client, id);
    await run.ever('training', ({ points }) => points.length > 0);
    await client.call('runs.stop', { ids: [id] });
    await run.until('stop', ({ status }) => status === 'stopped');
    const messages = run.values.flatMap(({ log }) => log.map(({ message }) => message));
    expect(messages.filter((message) => message === 'Asked to stop.')).toHaveLength(1);
    expect(messages.at(-1)).toBe('Stopped.');
    await expect(client.call('runs.stop', { ids: [id] })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('of a run that others build on stops them too; resuming one of them does both', async () => {
    const { client } = await openWorkbench(folder);
    const slow = { ...endless, sensitivity: { metrics: ['std'], batch: 16, draws: 100_000 } };
    const { runs } = await launch(client, { ...slow, methods: [{ method: 'saft', layers: { by: 'std', k: 1 } }] });
    const prepare = watchRun(client, runs[0]!);
    await prepare.until('scoring', ({ progress }) => progress?.phase === 'scoring');
    await client.call('runs.stop', { ids: [runs[0]!] });
    await untilIdle(client);
    expect(await statusesOf(client)).toEqual({ 1: 'stopped', 2: 'stopped' });
    expect((await client.call('runs.log', { id: 2 }))[0]).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('It needs the sensitivity under "profile", which is stopped (run 1).'),
    });
    await client.call('runs.resume', { ids: [2] });
    const { items } = await watch(client, 'queue').ever('work', () => true);
    expect(items.map(({ runId }) => runId)).toEqual([1, 2]);
  });
});
