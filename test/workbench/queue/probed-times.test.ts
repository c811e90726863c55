import { expect, onTestFinished, test } from 'vitest';
import type { Probe } from '../../../main/contract/workbench/specification.ts';
import { createProbedTimes, probedSeconds } from '../../../main/workbench/queue/probed-times.ts';
import { removeFolder, studyFolder, tinyStudy } from '../../e2e/tiny-study.ts';
import { openWorkbench, watch } from '../bench.ts';
import { fakeEngine } from '../fake-engine.ts';

const range = (value: number) => ({ value, low: value, high: value });
const part = { title: '', stepMs: range(1), steps: 1, architecture: 'mlp-8', arithmeticFraction: 1 };
const probe: Probe = {
  engine: 'wasm',
  precision: 'float32',
  parts: [
    { ...part, kind: 'pretrain', runs: 1, seconds: range(10) },
    { ...part, kind: 'train', runs: 2, seconds: range(60) },
    { ...part, kind: 'train', runs: 2, seconds: range(20) },
  ],
  otherSeconds: range(30),
  totalSeconds: range(120),
};

test('the runs of a study take together what timing it said', () => {
  const kinds = ['pretrain', 'prepare', 'train', 'train', 'train', 'train'] as const;
  const seconds = probedSeconds(probe, kinds);
  expect(seconds).toEqual({ pretrain: 15, prepare: 5, train: 25 });
  expect(kinds.reduce((sum, kind) => sum + seconds[kind]!, 0)).toBe(probe.totalSeconds.value);
});

test('what was timed last is known, the oldest is forgotten', () => {
  const times = createProbedTimes();
  for (let study = 0; study < 25; study++) times.remember(`study ${study}`, probe);
  expect(times.of('study 24')).toBe(probe);
  expect(times.of('study 0')).toBeUndefined();
});

test('a study that was timed has a time left before any of its runs has begun, another has none', async () => {
  const folder = studyFolder();
  onTestFinished(() => removeFolder(folder));
  const { client } = await openWorkbench(folder, { startEngine: fakeEngine().start });
  const text = tinyStudy({ methods: [{ method: 'noise-injection' }] });
  const { totalSeconds } = await client.call('study.probe', { text, folder });
  await client.call('studies.launch', { text, folder });
  const queue = watch(client, 'queue');
  const { secondsLeft } = await queue.until('launch', ({ items }) => items.length === 2);
  expect(secondsLeft?.value).toBeCloseTo(totalSeconds.value, 6);

  await client.call('studies.launch', { text: tinyStudy({ name: 'Another', seeds: [4] }), folder });
  expect((await queue.until('the other', ({ items }) => items.length === 5)).secondsLeft).toBeUndefined();
});
