import { createPinia, setActivePinia } from 'pinia';
import { createApp, effectScope, nextTick } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { LabError } from '../../../../../main/contract/errors.ts';
import { clientKey } from '../../../../../renderer/composables/client-key.ts';
import { useDraftStore } from '../../../../../renderer/views/new-study/draft/draft-store.ts';
import { useInspectionStore } from '../../../../../renderer/views/new-study/inspection/inspection-store.ts';

type Answer = (input: never) => unknown;

/** A workbench that reads the data of a path once it is told to */
function openStores() {
  const asked: string[] = [];
  const waiting: { path: string; tell: (answer: unknown) => void; refuse: (error: Error) => void }[] = [];
  const answers: Record<string, Answer> = {
    'specification.write': ({ written }: { written: unknown }) => ({ text: stringify(written) }),
    'specification.check': ({ text }: { text: string }) => ({
      written: parse(text) as unknown,
      problems: [],
      runs: [],
    }),
    'drafts.save': () => ({ id: 1, updatedAt: '2026-11-20T10:00:00Z' }),
    'data.describe': ({ data: { path } }: { data: { path: string } }) =>
      new Promise((tell, refuse) => waiting.push({ path, tell, refuse })),
    'network.describe': () => ({ nodes: [] }),
  };
  const app = createApp({});
  const pinia = createPinia();
  app.provide(clientKey, {
    call: (method: string, input: unknown) => {
      asked.push(method);
      return Promise.resolve().then(() => answers[method]!(input as never));
    },
  } as never);
  app.use(pinia);
  setActivePinia(pinia);
  return {
    ...app.runWithContext(() => ({ draft: useDraftStore(), inspections: useInspectionStore() })),
    waiting,
    timesAsked: (method: string) => asked.filter((each) => each === method).length,
  };
}

const study = (path: string) => ({
  version: 1,
  name: 'n',
  data: { source: 'npz', path },
  model: { architecture: 'lenet5' },
  profile: 'ideal',
  methods: [{ method: 'plain' }],
});
const nan = new LabError('not-finite', 'It has a NaN.', 'Take it out.');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const quiet = () => vi.advanceTimersByTimeAsync(1500);

type Stores = ReturnType<typeof openStores>;
const stateOf = ({ inspections }: Stores, id: string) => inspections.statuses.find(({ step }) => step.id === id)!.state;

/** As a step of the wizard follows what it shows */
async function visit(follow: () => void): Promise<() => void> {
  const scope = effectScope();
  scope.run(follow);
  await nextTick();
  return () => scope.stop();
}

test('data that cannot be read is a problem of its step, and nothing can be launched', async () => {
  const stores = openStores();
  const { draft, inspections, waiting } = stores;
  await draft.begin({ written: study('nan.npz') });
  await visit(inspections.data.follow);
  await quiet();
  expect(stateOf(stores, 'data')).toBe('under-way');
  waiting[0]!.refuse(nan);
  await quiet();
  expect(stateOf(stores, 'data')).toBe('problems');
  expect(stateOf(stores, 'launch')).toBe('to-do');
  expect(inspections.problems).toMatchObject([{ field: 'data.path', message: 'It has a NaN. Take it out.' }]);
});

test('what one step found is not asked again by another', async () => {
  const stores = openStores();
  const { draft, inspections, waiting, timesAsked } = stores;
  await draft.begin({ written: study('good.npz') });
  const leave = await visit(inspections.data.follow);
  await quiet();
  waiting[0]!.tell({ title: 'good' });
  await quiet();
  leave();
  await visit(inspections.follow);
  await visit(inspections.network.follow);
  await quiet();
  expect([timesAsked('data.describe'), timesAsked('network.describe')]).toEqual([1, 1]);
  expect(stateOf(stores, 'data')).toBe('complete');
  expect(inspections.isUnderWay).toBe(false);
});

test('a step that is left goes on being read, and what it comes to counts', async () => {
  const stores = openStores();
  const { draft, inspections, waiting } = stores;
  await draft.begin({ written: study('nan.npz') });
  (await visit(inspections.data.follow))();
  await quiet();
  expect(stateOf(stores, 'data')).toBe('under-way');
  waiting[0]!.refuse(nan);
  await quiet();
  expect(stateOf(stores, 'data')).toBe('problems');
});

test('what was found of other values says nothing of those that are there now', async () => {
  const stores = openStores();
  const { draft, inspections, waiting } = stores;
  await draft.begin({ written: study('nan.npz') });
  const leave = await visit(inspections.data.follow);
  await quiet();
  waiting[0]!.refuse(nan);
  await quiet();
  draft.set(['data', 'path'], 'good.npz');
  await nextTick();
  expect(inspections.problems).toEqual([]);
  expect(stateOf(stores, 'data')).toBe('under-way');
  await quiet();
  expect(waiting.map(({ path }) => path)).toEqual(['nan.npz', 'good.npz']);
  waiting[1]!.tell({ title: 'good' });
  await quiet();
  expect(stateOf(stores, 'data')).toBe('complete');

  leave();
  draft.set(['data', 'path'], 'unseen.npz');
  await quiet();
  expect(waiting).toHaveLength(2);
  expect(inspections.data.found.value).toBeUndefined();
  await visit(inspections.follow);
  await quiet();
  expect(waiting.at(-1)!.path).toBe('unseen.npz');
});

test('checking again reads again what was found wrong', async () => {
  const { draft, inspections, waiting } = openStores();
  await draft.begin({ written: study('nan.npz') });
  await visit(inspections.follow);
  await quiet();
  waiting[0]!.refuse(nan);
  await quiet();
  const checked = inspections.checkAgain();
  await quiet();
  waiting[1]!.tell({ title: 'mended' });
  await checked;
  expect(inspections.problems).toEqual([]);
});

test('another draft knows nothing of what was found for one before, whose files may be others by now', async () => {
  const { draft, inspections, waiting } = openStores();
  await draft.begin({ written: study('nan.npz') });
  await visit(inspections.data.follow);
  await quiet();
  waiting[0]!.refuse(nan);
  await quiet();
  await draft.begin({ written: study('nan.npz') });
  await quiet();
  expect(inspections.problems).toEqual([]);
  expect(waiting).toHaveLength(2);
});

test('a reading that was cancelled is not begun again by itself', async () => {
  const { draft, inspections, waiting } = openStores();
  await draft.begin({ written: study('large.npz') });
  await visit(inspections.data.follow);
  await quiet();
  inspections.data.cancel();
  await visit(inspections.follow);
  await quiet();
  expect(waiting).toHaveLength(1);
  expect(inspections.isUnderWay).toBe(false);
});
