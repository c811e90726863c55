import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RunRow } from '../../../main/contract/workbench/runs.ts';
import type { ConnectionState } from '../../../renderer/app/connection.ts';
import { readAppearance } from '../../../renderer/stores/appearance.ts';
import { runsElsewhere, useElsewhereStore } from '../../../renderer/stores/elsewhere.ts';
import { useConnectionStore } from '../../../renderer/stores/connection.ts';
import { useQueueStore } from '../../../renderer/stores/queue.ts';
import { useRunsStore } from '../../../renderer/stores/runs.ts';
import { useSelectionStore } from '../../../renderer/stores/selection.ts';
import { useStudiesStore } from '../../../renderer/stores/studies.ts';
import { createFakeClient } from '../composables/scoped.ts';

beforeEach(() => setActivePinia(createPinia()));

const row = (id: number, status = 'queued'): RunRow => ({ id, status }) as RunRow;

describe('runs', () => {
  test('are listed, then kept up to date', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    const end = runs.follow(fake.client);
    void runs.list(fake.client);
    expect(runs.loaded).toBe(false);
    await fake.calls[0]!.answer([row(2), row(1)]);
    expect(runs.loaded).toBe(true);
    expect(runs.rows.map(({ id }) => id)).toEqual([1, 2]);
    fake.subscriptions[0]!.tell({ rows: [row(1, 'running'), row(3)], gone: [2] });
    expect(runs.rows).toEqual([row(1, 'running'), row(3)]);
    end();
    expect(fake.subscriptions[0]!.ended).toBe(true);
  });

  test('tell of changes with what was before', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    runs.follow(fake.client);
    void runs.list(fake.client);
    await fake.calls[0]!.answer([row(1)]);
    const told: unknown[] = [];
    const end = runs.onChange((now, before) => told.push([now.id, before?.status, now.status]));
    fake.subscriptions[0]!.tell({ rows: [row(1, 'failed'), row(2)], gone: [] });
    end();
    fake.subscriptions[0]!.tell({ rows: [row(1, 'queued')], gone: [] });
    expect(told).toEqual([
      [1, 'queued', 'failed'],
      [2, undefined, 'queued'],
    ]);
  });

  test('that change while they are listed are not overwritten by the older list', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    runs.follow(fake.client);
    void runs.list(fake.client);
    fake.subscriptions[0]!.tell({ rows: [row(1, 'finished')], gone: [2] });
    await fake.calls[0]!.answer([row(1), row(2)]);
    expect(runs.rows).toEqual([row(1, 'finished')]);
  });

  test('are listed anew with each connection; an earlier answer that comes late counts nothing', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    void runs.list(fake.client);
    void runs.list(fake.client);
    await fake.calls[1]!.answer([row(5)]);
    await fake.calls[0]!.answer([row(1)]);
    expect(runs.rows).toEqual([row(5)]);
  });

  test('that cannot be listed say why', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    void runs.list(fake.client);
    await fake.calls[0]!.fail(new Error('no store'));
    expect(runs.error?.message).toBe('no store');
    expect(runs.loaded).toBe(false);
  });
});

test('studies leave out the trash', () => {
  const fake = createFakeClient();
  const studies = useStudiesStore();
  studies.follow(fake.client);
  fake.subscriptions[0]!.tell([
    { id: 1, trashed: false },
    { id: 2, trashed: true },
  ]);
  expect(studies.studies).toEqual([{ id: 1, trashed: false }]);
  expect(studies.loaded).toBe(true);
});

test('the queue knows what is under way and what waits', () => {
  const fake = createFakeClient();
  const queue = useQueueStore();
  queue.follow(fake.client);
  const items = ['running', 'pausing', 'paused', 'waiting', 'waiting'].map((state, runId) => ({ runId, state }));
  fake.subscriptions[0]!.tell({ state: 'pausing', items });
  expect(queue.active.map(({ state }) => state)).toEqual(['running', 'pausing']);
  expect(queue.waiting).toBe(2);
});

describe('the connection', () => {
  function connect(initial: ConnectionState) {
    const fake = createFakeClient();
    let listener: (state: ConnectionState) => void = () => undefined;
    const store = useConnectionStore();
    store.follow({
      client: fake.client,
      state: () => initial,
      onState: (given) => ((listener = given), () => undefined),
    });
    return { fake, store, become: (state: ConnectionState) => listener(state) };
  }

  test('asks what it leads to each time it is made', async () => {
    const { fake, store, become } = connect('connecting');
    expect([store.state, store.wasConnected, fake.calls.length]).toEqual(['connecting', false, 0]);
    become('connected');
    await fake.calls[0]!.answer({ version: '1' });
    expect(store.application).toEqual({ version: '1' });
    become('lost');
    expect([store.state, store.wasConnected]).toEqual(['lost', true]);
    become('connected');
    expect(fake.calls).toHaveLength(2);
  });

  test('may be refused', () => {
    const { store } = connect('refused');
    expect([store.state, store.wasConnected]).toEqual(['refused', false]);
  });
});

test('the selection adds, removes and toggles', () => {
  const selection = useSelectionStore();
  selection.set([1, 2, 2]);
  selection.add([3]);
  selection.toggle(1);
  selection.toggle(9);
  selection.remove([2, 7]);
  expect([selection.list, selection.size, selection.has(3)]).toEqual([[3, 9], 2, true]);
  selection.clear();
  expect(selection.size).toBe(0);
  selection.point(4);
  expect(selection.pointed).toBe(4);
});

describe('the appearance', () => {
  const usual = { theme: 'system', palette: 'default', density: 'compact' };
  test.each([
    [undefined, usual],
    ['', usual],
    ['null', usual],
    ['{', usual],
    ['[]', usual],
    ['{"theme":"dark","palette":"pink","density":1}', { ...usual, theme: 'dark' }],
    [
      '{"theme":"light","palette":"monochrome-safe","density":"comfortable"}',
      { theme: 'light', palette: 'monochrome-safe', density: 'comfortable' },
    ],
  ])('of %j is %j', (text, appearance) => {
    expect(readAppearance(text)).toEqual(appearance);
  });
});

describe('elsewhere', () => {
  test('are runs under way that this queue does not have', () => {
    const rows = [row(1, 'running'), row(2, 'running'), row(3, 'queued'), row(4, 'finished')];
    expect(runsElsewhere(rows, [{ runId: 1 }]).map(({ id }) => id)).toEqual([2]);
  });

  test('is nobody while the queue is not known', async () => {
    const fake = createFakeClient();
    const runs = useRunsStore();
    void runs.list(fake.client);
    await fake.calls[0]!.answer([row(1, 'running')]);
    const elsewhere = useElsewhereStore();
    expect(elsewhere.running).toEqual([]);
    useQueueStore().queue = { state: 'idle', parallel: 1, items: [], at: '' };
    expect(elsewhere.running.map(({ id }) => id)).toEqual([1]);
  });
});
