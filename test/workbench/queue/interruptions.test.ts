import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { removeFolder, studyFolder, tinyStudy, withStore } from '../../e2e/tiny-study.ts';
import { childrenOf, hasProc } from '../../runs/engine/support.ts';
import { trainingGate, type TrainingGate } from '../../support/training-gate.ts';
import { beginWorkbench, openWorkbench, statusesOf, untilIdle, watch, watchRun, weightsOf } from '../bench.ts';

const study = {
  model: { architecture: 'lenet5', weights: 'lenet5.safetensors' },
  methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { names: ['fc3'] } }],
  training: { epochs: 4, batch: 16, optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9 } },
};

/** Of the 64 images of the tiny study */
const stepsPerEpoch = 64 / study.training.batch;

/** The weights that a study comes to when nobody disturbs it. */
let undisturbed: Readonly<Record<string, string | undefined>>;
beforeAll(async () => {
  const folder = studyFolder();
  const { client, close } = await beginWorkbench(folder);
  await client.call('studies.launch', { text: tinyStudy(study), folder });
  await untilIdle(client);
  await close();
  undisturbed = weightsOf(folder);
  removeFolder(folder);
});

let folder: string;
let gate: TrainingGate;
beforeEach(() => {
  folder = studyFolder();
  gate = trainingGate(folder);
  vi.stubEnv('NODE_OPTIONS', gate.environment.NODE_OPTIONS);
});
afterEach(() => {
  vi.unstubAllEnvs();
  removeFolder(folder);
});

test('the weights compared below are there', () => {
  expect(Object.keys(undisturbed)).toHaveLength(2);
  for (const hash of Object.values(undisturbed)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

test('pausing keeps a checkpoint, and going on from it comes to the same weights', async () => {
  const { client, close } = await openWorkbench(folder);
  const { runs } = await client.call('studies.launch', { text: tinyStudy(study), folder });
  const queue = watch(client, 'queue');
  const run = watchRun(client, runs[1]!);
  for (const epoch of [1, 2]) {
    gate.moveTo(epoch);
    await run.ever('the epoch', ({ points }) => points.some(({ step }) => step === epoch * stepsPerEpoch));
    // Points may be there before the first word of how far it is
    await queue.until('progress', ({ items: [first] }) => (first?.fraction ?? 0) > 0);
    await client.call('queue.pause', {});
    const { items } = await queue.until('pause', ({ state }) => state === 'paused');
    expect(items.map(({ runId, state }) => [runId, state])).toEqual([
      [runs[1], 'paused'],
      [runs[2], 'waiting'],
    ]);
    expect(items[0]!.fraction).toBeGreaterThan(0);
    expect(await statusesOf(client)).toMatchObject({ [runs[1]!]: 'queued', [runs[2]!]: 'queued' });
    await client.call('queue.resume', {});
    await queue.until('work', ({ state }) => state === 'working');
  }
  gate.open();
  await untilIdle(client);
  await close();
  expect(weightsOf(folder)).toEqual(undisturbed);
  expect(withStore(folder, (store) => store.runs.get(runs[1]!).attempts)).toBe(3);
});

test('closing stops what is under way with a checkpoint, and offers it at the next start', async () => {
  const first = await openWorkbench(folder);
  const { runs } = await first.client.call('studies.launch', { text: tinyStudy(study), folder });
  await watchRun(first.client, runs[1]!).ever('training', ({ points }) => points.length > 0);
  await first.close();
  expect(withStore(folder, (store) => store.runs.list().map(({ status }) => status))).toEqual([
    'finished',
    'stopped',
    'stopped',
  ]);
  gate.open();

  const { client, close } = await openWorkbench(folder);
  const banners = watch(client, 'banners');
  const [banner] = await banners.until('banner', ({ length }) => length > 0);
  expect(banner).toMatchObject({ id: 'left-in-queue', runs: [{ id: runs[1] }, { id: runs[2] }] });
  await client.call('runs.resume', { ids: banner!.runs.map(({ id }) => id) });
  await banners.until('no banner', ({ length }) => length === 0);
  await untilIdle(client);
  await close();
  expect(weightsOf(folder)).toEqual(undisturbed);
});

describe.skipIf(!hasProc)('kill -9 of the engine process (found in /proc, so on Linux)', () => {
  test('is told with the runs it took along; the rest goes on; resuming comes to the same weights', async () => {
    const before = childrenOf(process.pid);
    const { client, close } = await openWorkbench(folder);
    const { runs } = await client.call('studies.launch', { text: tinyStudy(study), folder });
    const banners = watch(client, 'banners');
    const run = watchRun(client, runs[1]!);
    await run.ever('training', ({ points }) => points.length > 0);
    const [engine] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
    process.kill(engine!, 'SIGKILL');
    gate.open();

    const [banner] = await banners.until('banner', ({ length }) => length > 0);
    expect(banner).toMatchObject({
      kind: 'engine-died',
      error: { code: 'lost', message: expect.stringContaining('ended by SIGKILL while a run was under way') },
      runs: [{ id: runs[1], title: 'noise injection · profile · seed 1', resumable: true }],
    });
    const lost = await run.until('loss', ({ status }) => status === 'lost');
    expect(lost.log.at(-1)).toMatchObject({ level: 'error', message: expect.stringContaining('SIGKILL') });

    await client.call('runs.resume', { ids: [runs[1]!] });
    await banners.until('no banner', ({ length }) => length === 0);
    await untilIdle(client);
    expect(Object.values(await statusesOf(client))).toEqual(['finished', 'finished', 'finished']);
    await close();
    expect(weightsOf(folder)).toEqual(undisturbed);
  });
});
