import { describe, expect, test } from 'vitest';
import type { Banner } from '../../../main/contract/workbench/application.ts';
import type { QueueState } from '../../../main/contract/workbench/runs.ts';
import { aboutLines, engineText } from '../../../renderer/app/about-lines.ts';
import { bannerRuns, resumableRuns } from '../../../renderer/app/banner-text.ts';
import { doctorSummary, doctorText } from '../../../renderer/app/doctor-text.ts';
import { lastRunFailed, overallState } from '../../../renderer/app/overall-state.ts';
import { sections } from '../../../renderer/app/sections.ts';
import { connectionText, statusText } from '../../../renderer/app/status-text.ts';

const queue = (state: QueueState['state'], items: Partial<QueueState['items'][number]>[] = []): QueueState =>
  ({ state, parallel: 1, items, at: '2026-01-01T00:00:00Z' }) as QueueState;
const banner = (kind: Banner['kind']): Banner => ({ kind }) as Banner;

describe('the word for it all', () => {
  test.each([
    ['connected', queue('idle'), [], false, 'IDLE'],
    ['connected', undefined, [], false, 'IDLE'],
    ['connected', queue('working'), [], false, 'RUNNING'],
    ['connected', queue('pausing'), [], false, 'PAUSING'],
    ['connected', queue('paused'), [], false, 'PAUSED'],
    ['connected', queue('idle'), [], true, 'FAILED'],
    ['connected', queue('paused'), [], true, 'PAUSED'],
    ['connected', queue('working'), [banner('engine-died')], true, 'RUNNING'],
    ['connected', queue('idle'), [banner('engine-died')], false, 'FAILED'],
    ['connected', queue('idle'), [banner('store-problem')], false, 'FAILED'],
    ['connected', queue('idle'), [banner('found-lost')], false, 'IDLE'],
    ['lost', queue('working'), [], false, 'OFFLINE'],
    ['refused', undefined, [], false, 'OFFLINE'],
    ['connecting', undefined, [], false, 'IDLE'],
  ] as const)('%s %j %j %s: %s', (connection, queue, banners, failed, word) => {
    expect(overallState(connection, queue, banners, failed).word).toBe(word);
  });

  test('what another process does counts where this one rests', () => {
    const word = (state: QueueState['state'], failed = false) =>
      overallState('connected', queue(state), [], failed, true).word;
    expect([word('idle'), word('idle', true), word('paused'), word('working')]).toEqual([
      'RUNNING',
      'RUNNING',
      'PAUSED',
      'RUNNING',
    ]);
    expect(overallState('connected', queue('idle'), [banner('store-problem')], false, true).word).toBe('FAILED');
  });

  test('the run that ended last counts, if it ended since', () => {
    const since = Date.parse('2026-01-01T12:00:00Z');
    const run = (status: string, time: string) => ({ status, endedAt: `2026-01-01T${time}Z` });
    expect(lastRunFailed([run('failed', '12:10:00')], since)).toBe(true);
    expect(lastRunFailed([run('failed', '11:50:00')], since)).toBe(false);
    expect(lastRunFailed([run('failed', '12:10:00'), run('finished', '12:11:00')], since)).toBe(false);
    expect(lastRunFailed([run('finished', '12:10:00'), run('failed', '12:11:00')], since)).toBe(true);
    expect(lastRunFailed([run('failed', '12:10:00'), { status: 'running' }], since)).toBe(true);
  });
});

describe('the status line', () => {
  const plain = (text: string): string => text.replaceAll('\u202f', ' ');
  const item = (state: string) => ({
    runId: 12,
    title: 'SAFT, seed 1',
    detail: 'epoch 2 of 3',
    fraction: 0.999,
    state,
  });

  test('says what is worked on and what comes after', () => {
    const state = queue('working', [item('running'), item('stopping'), item('waiting')] as QueueState['items']);
    const text = statusText({ ...state, secondsLeft: { value: 4100, low: 3700, high: 4900 } }, 'connected');
    expect(text.work).toMatchObject({ runId: 12, fraction: 0.999, besides: ['1 more', '1 waiting'] });
    expect(plain(text.work!.percent)).toBe('99 %');
    expect([text.left!.value, text.left!.range!].map(plain)).toEqual([
      'about 1 h 8 min left',
      '1 h 2 min to 1 h 22 min',
    ]);
  });

  test('says so where nothing is', () => {
    expect(statusText(queue('idle'), 'connected')).toEqual({ resting: 'Nothing is queued' });
    expect(statusText(queue('paused', [item('waiting')] as QueueState['items']), 'connected').resting).toBe(
      '1 waiting',
    );
    expect(statusText(undefined, 'lost').resting).toBe('What is running there is not known');
    expect(statusText(queue('idle'), 'refused').resting).toBe('What is running there is not known');
    expect(statusText(undefined, 'connecting').resting).toBe('');
    expect(connectionText('lost')).toBe('Reconnecting');
  });

  test('tells of other processes', () => {
    expect(statusText(queue('idle'), 'connected', 1).resting).toBe('1 run under way in another process');
    expect(statusText(queue('paused', [item('waiting')] as QueueState['items']), 'connected', 2).resting).toBe(
      '1 waiting, 2 runs under way in another process',
    );
  });

  test('says how long the first takes where that of all is not known', () => {
    const items = [{ ...item('running'), secondsLeft: 48 }, item('waiting')] as QueueState['items'];
    expect(statusText(queue('working', items), 'connected').left).toEqual({
      value: 'about 48\u202fs left',
      range: 'of this run alone',
    });
    expect(statusText(queue('working', items.slice(0, 1)), 'connected').left?.range).toBeUndefined();
  });

  test('leaves out a time that is not known', () => {
    const left = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(statusText({ ...queue('idle'), secondsLeft: left }, 'connected').left).toBeUndefined();
  });
});

describe('banners', () => {
  const runs = (count: number): Banner['runs'] =>
    Array.from({ length: count }, (_, index) => ({ id: index + 1, title: 'SAFT', resumable: index !== 1 }));

  test('name the runs they are about, the first few', () => {
    expect(bannerRuns({ runs: runs(1) })).toBe('Run 1 (SAFT)');
    expect(bannerRuns({ runs: runs(2) })).toBe('Run 1 (SAFT), run 2 (SAFT)');
    expect(bannerRuns({ runs: runs(9) })).toMatch(/, run 4 \(SAFT\) and 5 more$/);
    expect(bannerRuns({ runs: [] })).toBe('');
  });

  test('know which can be resumed', () => {
    expect(resumableRuns({ runs: runs(3) })).toEqual([1, 3]);
  });
});

describe('the check of the machine', () => {
  const report = {
    checks: [
      { name: 'Node', status: 'pass' as const, detail: 'v24' },
      { name: 'Data', status: 'warn' as const, detail: 'none', nextStep: 'Name a folder.' },
    ],
  };

  test('is summed up', () => {
    expect(doctorSummary(report)).toBe('1 check passed, 1 is worth knowing');
    const failed = { name: 'Store', status: 'fail' as const, detail: 'full' };
    expect(doctorSummary({ checks: [failed, failed] })).toBe('0 checks passed, 2 failed');
  });

  test('can be pasted', () => {
    expect(doctorText(report)).toBe('pass  Node: v24\nwarn  Data: none\n      Name a folder.\n');
  });
});

test('the workbench says what it is', () => {
  expect(aboutLines(undefined)).toEqual([]);
  const lines = aboutLines({
    version: '0.1.0',
    commit: '0123456789abcdef',
    workspace: '/w',
    node: 'v24.1.0',
    platform: 'linux x64',
    processor: 'P',
    cores: 1,
    memoryBytes: 8e9,
    foundLost: [],
    capabilities: { pickFiles: false },
  });
  expect(Object.fromEntries(lines.map(({ name, value }) => [name, value]))).toEqual({
    Version: '0.1.0 (0123456789ab)',
    Workspace: '/w',
    Engine: 'not known yet',
    Node: 'v24.1.0',
    Platform: 'linux x64',
    Processor: 'P, 1 core',
    Memory: '8.00\u202fGB',
  });
});

test('the engine is named once', () => {
  expect(engineText({ name: 'graph', detail: 'TensorFlow 2.21.0' })).toBe('graph · TensorFlow 2.21.0');
  expect(engineText({ name: 'graph', detail: 'graph · TensorFlow 2.21.0' })).toBe('graph · TensorFlow 2.21.0');
  expect(engineText(undefined)).toBeUndefined();
});

test('the places of the rail differ in name, path and keys', () => {
  for (const key of ['name', 'title', 'path', 'keys', 'icon'] as const) {
    expect(new Set(sections.map((section) => section[key])).size).toBe(sections.length);
  }
});
