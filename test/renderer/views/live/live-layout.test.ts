import { createPinia, setActivePinia } from 'pinia';
import { createApp, nextTick } from 'vue';
import { expect, test } from 'vitest';
import { clientKey } from '../../../../renderer/composables/client-key.ts';
import { useLiveLayoutStore } from '../../../../renderer/views/live/live-layout-store.ts';
import { readLiveLayout, usualLayout } from '../../../../renderer/views/live/live-layout.ts';

test('what was kept is read where it makes sense', () => {
  const layout = { halfLife: 50, charts: { Loss: { asTable: true, way: 'log' } } };
  expect(readLiveLayout(JSON.stringify(layout))).toEqual(layout);
  for (const text of [undefined, '', '[]', '{', 'null', '{"halfLife":7,"charts":3}']) {
    expect(readLiveLayout(text)).toEqual(usualLayout);
  }
  expect(readLiveLayout('{"charts":{"Loss":{"asTable":"yes","way":2},"Accuracy":4}}').charts).toEqual({
    Loss: {},
    Accuracy: {},
  });
});

test('an arrangement is kept by the workbench, for the next run and the next visit', async () => {
  const kept = new Map<string, string>();
  const call = (method: string, { key, value }: { key: string; value?: string }) => {
    if (method === 'preferences.write') kept.set(key, value!);
    return Promise.resolve({ value: kept.get(key) });
  };
  const open = () => {
    const app = createApp({});
    const pinia = createPinia();
    app.provide(clientKey, { call } as never);
    app.use(pinia);
    setActivePinia(pinia);
    return app.runWithContext(() => useLiveLayoutStore());
  };
  const first = open();
  const asTable = first.ofChart(() => 'Loss', 'asTable');
  expect(asTable.value).toBeUndefined();
  asTable.value = true;
  first.halfLife = 200;
  expect(asTable.value).toBe(true);

  const second = open();
  await nextTick();
  await nextTick();
  expect(second.halfLife).toBe(200);
  expect(second.ofChart(() => 'Loss', 'asTable').value).toBe(true);
  expect(second.ofChart(() => 'Accuracy', 'asTable').value).toBeUndefined();
});
