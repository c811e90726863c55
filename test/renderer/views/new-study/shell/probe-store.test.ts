import { createPinia, setActivePinia } from 'pinia';
import { createApp, nextTick } from 'vue';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { clientKey } from '../../../../../renderer/composables/client-key.ts';
import { useDraftStore } from '../../../../../renderer/views/new-study/draft/draft-store.ts';
import { useProbeStore } from '../../../../../renderer/views/new-study/shell/probe-store.ts';

const answers: Record<string, (input: never) => unknown> = {
  'specification.write': ({ written }: { written: unknown }) => ({ text: stringify(written) }),
  'specification.check': ({ text }: { text: string }) => {
    const { name, ...asked } = parse(text) as Record<string, unknown>;
    return { written: { name, ...asked }, problems: [], runs: [], hash: JSON.stringify(asked) };
  },
  'drafts.save': () => ({ id: 1, updatedAt: '2026-11-20T10:00:00Z' }),
  'study.probe': ({ text }: { text: string }) => ({ parts: [], engine: text }),
};

function openStores() {
  const app = createApp({});
  const pinia = createPinia();
  app.provide(clientKey, {
    call: (method: string, input: unknown) => Promise.resolve(answers[method]!(input as never)),
  } as never);
  app.use(pinia);
  setActivePinia(pinia);
  return app.runWithContext(() => ({ draft: useDraftStore(), probe: useProbeStore() }));
}

test('the time of a study is of what was timed, and never of another draft', async () => {
  const { draft, probe } = openStores();
  await draft.begin({ written: { name: 'One', seeds: [1] } });
  await nextTick();
  await draft.settle();
  await probe.run();
  expect(probe.probe?.engine).toContain('One');
  expect(probe.isStale).toBe(false);

  draft.set(['name'], 'Another name takes no other time');
  await nextTick();
  await draft.settle();
  expect(probe.isStale).toBe(false);
  draft.set(['seeds'], [1, 2]);
  await nextTick();
  await draft.settle();
  expect(probe.isStale).toBe(true);

  await draft.begin({ written: { name: 'Two', seeds: [1] } });
  await nextTick();
  expect(probe.probe).toBeUndefined();
});
