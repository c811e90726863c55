import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunAssignment, RunEvent } from '../../../main/contract/run.ts';
import { inputMetadata } from '../../../main/data/network-files/network-metadata.ts';
import { runJob } from '../../../main/runs/job/run-job.ts';
import { writeWeights } from '../../e2e/tiny-study.ts';
import { onnxFile } from '../../support/network-files.ts';
import { configurationOf, eventsOf, smallStudy } from './bench.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-run-job-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function eventsFor(
  changes: Record<string, unknown>,
  assignment: Partial<RunAssignment> = {},
  stop = false,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const configuration = configurationOf(smallStudy(changes), 'train');
  await runJob(
    { runId: 1, configuration, incomingFolder: folder, ...assignment },
    (event) => events.push(event),
    () => stop,
  );
  return events;
}

test('a job begins with loading and what it started from, and ends finished', async () => {
  const events = await eventsFor({});
  expect(events[0]).toMatchObject({ type: 'progress', progress: { phase: 'loading', fraction: 0 } });
  expect(events[1]).toMatchObject({
    type: 'started',
    provenance: {
      engine: 'wasm',
      precision: 'float32',
      versions: { 'tfjs-wasm': '4.22.0' },
      checksums: { training: expect.stringMatching(/^[0-9a-f]{64}$/), test: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  });
  expect(events.at(-1)).toEqual({ type: 'finished' });
});

test('told to stop from the beginning, it keeps where it stands', async () => {
  const events = await eventsFor({}, {}, true);
  expect(eventsOf(events, 'checkpoint').map(({ position }) => position)).toEqual([{ epoch: 0, step: 0 }]);
  expect(events.at(-1)).toEqual({ type: 'stopped' });
});

test('a network that was trained on images prepared otherwise is told of where a run begins with it', async () => {
  const inputs = { mean: [0.1307], standardDeviation: [0.3081], range: 'unit' as const };
  const size = { inputShape: [16, 16, 1] as const, classes: 10 };
  const { path } = onnxFile(folder, 'mine.onnx', 3, 'mlp-8', size, inputMetadata(inputs, false));
  const noticesFor = async (changes: Record<string, unknown>, assignment: Partial<RunAssignment> = {}) => {
    const events = await eventsFor({ model: { file: path }, ...changes }, assignment, true);
    return eventsOf(events, 'started').map(({ notices }) => notices);
  };
  expect(await noticesFor({})).toEqual([
    [expect.stringMatching(/mean 0\.1307 and deviation 0\.3081; .* mean 0\.2623 and deviation 0\.2033\. Use the data/)],
  ]);
  expect(await noticesFor({ methods: [{ method: 'reliable', architecture: 'mlp-8' }] })).toEqual([undefined]);
  const weightsFile = join(folder, 'pretrained.safetensors');
  writeWeights(weightsFile, 'mlp-8');
  expect(await noticesFor({}, { weightsFile })).toEqual([undefined]);
});

describe('a folder of images', () => {
  const longAgo = new Date('2020-05-17T10:00:00Z');
  const turned = join(import.meta.dirname, '../../fixtures/images/turned.jpg');
  /** 60 images of 12 x 8 in which a camera noted that they are to be turned */
  const data = () => {
    const path = mkdtempSync(join(folder, 'pictures-'));
    for (const name of ['cat', 'dog']) {
      mkdirSync(join(path, name));
      for (let index = 0; index < 30; index++) {
        copyFileSync(turned, join(path, name, `${index}.jpg`));
        utimesSync(join(path, name, `${index}.jpg`), longAgo, longAgo);
      }
    }
    return { source: 'images', path, channels: 1, limits: { train: 32, test: 8 } };
  };

  test('is decoded once for all runs, and what is odd about it is told with the start of each', async () => {
    const imageCacheFolder = mkdtempSync(join(folder, 'cache-'));
    const read = data();
    for (const time of ['first', 'second']) {
      const events = await eventsFor({ data: read }, { imageCacheFolder });
      const [started] = eventsOf(events, 'started');
      expect([time, started!.notices]).toEqual([time, [expect.stringMatching(/^60 of the 60 images say/)]]);
      expect(events.at(-1)).toEqual({ type: 'finished' });
    }
    expect(readdirSync(imageCacheFolder)).toHaveLength(1);
  });

  test('is left at once when it is told to stop', async () => {
    const imageCacheFolder = mkdtempSync(join(folder, 'cache-'));
    const events = await eventsFor({ data: data() }, { imageCacheFolder }, true);
    expect(eventsOf(events, 'started')).toEqual([]);
    expect(events.at(-1)).toEqual({ type: 'stopped' });
    expect(readdirSync(imageCacheFolder)).toEqual([]);
  });
});

describe('what goes wrong is its last event', () => {
  test.each([
    ['missing data', { data: { source: 'cifar10', path: '/nowhere' } }, {}, 'missing-file'],
    ['missing weights', {}, { weightsFile: '/nowhere.safetensors' }, 'missing-file'],
    [
      'a checkpoint that is gone',
      {},
      { resumeFrom: { file: '/nowhere.safetensors', position: { epoch: 1, step: 0 } } },
      'missing-file',
    ],
    ['no folder to write to', {}, { incomingFolder: '/nowhere' }, 'missing-file'],
    ['bfloat16 on wasm', { engine: { name: 'wasm', precision: 'bfloat16' } }, {}, 'invalid-specification'],
    ['a batch larger than the data', { data: { source: 'glyphs', limits: { train: 8 } } }, {}, 'invalid-argument'],
  ])('%s', async (_, changes, assignment, code) => {
    const last = (await eventsFor(changes, assignment)).at(-1);
    expect(last).toMatchObject({ type: 'failed', error: { name: 'LabError', code } });
  });

  test('damaged weights', async () => {
    const weightsFile = join(folder, 'damaged.safetensors');
    writeFileSync(weightsFile, 'no weights');
    expect((await eventsFor({}, { weightsFile })).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'invalid-weights-file', message: expect.stringContaining(weightsFile) },
    });
  });

  test('a defect, with the place it happened', async () => {
    const configuration = { ...configurationOf(smallStudy(), 'train'), kind: 'nonsense' as 'train' };
    expect((await eventsFor({}, { configuration })).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'engine-failed', message: expect.stringMatching(/^Unexpected failure: .*nonsense[^]*run-job/) },
    });
  });
});
