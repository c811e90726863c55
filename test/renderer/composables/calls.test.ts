import { describe, expect, test } from 'vitest';
import { nextTick, ref } from 'vue';
import { LabError } from '../../../main/contract/errors.ts';
import { useCall } from '../../../renderer/composables/use-call.ts';
import { useSubscription } from '../../../renderer/composables/use-subscription.ts';
import { useConnectionStore } from '../../../renderer/stores/connection.ts';
import { createFakeClient, scoped } from './scoped.ts';

const study = { id: 1, name: 'A' };

describe('a call', () => {
  test('is made at once and tells how far it is', async () => {
    const fake = createFakeClient();
    const { result: call } = scoped(fake.client, () => useCall('studies.compare', () => ({ id: 3 })));
    expect(fake.calls).toMatchObject([{ method: 'studies.compare', input: { id: 3 } }]);
    expect(call.pending.value).toBe(true);
    fake.calls[0]!.progress(0.5);
    expect(call.progress.value).toMatchObject({ fraction: 0.5 });
    await fake.calls[0]!.answer(study);
    expect(call.data.value).toBe(study);
    expect([call.pending.value, call.progress.value]).toEqual([false, undefined]);
  });

  test('waits for an input, and is made again when the input changes, not when it stays the same', async () => {
    const fake = createFakeClient();
    const id = ref<number>();
    scoped(fake.client, () => useCall('studies.show', () => (id.value === undefined ? undefined : { id: id.value })));
    expect(fake.calls).toHaveLength(0);
    id.value = 1;
    await nextTick();
    id.value = 2;
    await nextTick();
    id.value = 2;
    await nextTick();
    expect(fake.calls.map(({ input }) => input)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(fake.calls.map(({ signal }) => signal!.aborted)).toEqual([true, false]);
  });

  test('that was overtaken says nothing any more', async () => {
    const fake = createFakeClient();
    const { result: call } = scoped(fake.client, () =>
      useCall('studies.show', () => ({ id: 1 }), { immediate: false }),
    );
    expect(fake.calls).toHaveLength(0);
    void call.run();
    void call.run();
    await fake.calls[0]!.answer({ study: 'old' });
    expect([call.data.value, call.pending.value]).toEqual([undefined, true]);
    await fake.calls[0]!.fail(new Error('old'));
    expect(call.error.value).toBeUndefined();
    await fake.calls[1]!.answer(study);
    expect([call.data.value, call.pending.value]).toEqual([study, false]);
  });

  test('that fails keeps what was there, with the error until it is tried again', async () => {
    const fake = createFakeClient();
    const { result: call } = scoped(fake.client, () => useCall('studies.show', () => ({ id: 1 })));
    await fake.calls[0]!.answer(study);
    const again = call.run();
    await fake.calls[1]!.fail(new LabError('not-found', 'There is no study 1.', 'Choose another.'));
    expect(await again).toBeUndefined();
    expect(call.data.value).toBe(study);
    expect(call.error.value?.message).toBe('There is no study 1.');
    void call.run();
    expect(call.error.value).toBeUndefined();
  });

  test('ends with its component, and by cancel', () => {
    const fake = createFakeClient();
    const { result: call, stop } = scoped(fake.client, () => useCall('studies.show', () => ({ id: 1 })));
    call.cancel();
    expect(fake.calls[0]!.signal!.aborted).toBe(true);
    expect(call.pending.value).toBe(false);
    void call.run();
    stop();
    expect(fake.calls[1]!.signal!.aborted).toBe(true);
  });

  test('that found no connection is made again with the next one', async () => {
    const fake = createFakeClient();
    const { result: connection } = scoped(fake.client, () => {
      useCall('studies.show', () => ({ id: 1 }));
      return useConnectionStore();
    });
    connection.state = 'lost';
    await fake.calls[0]!.fail(new LabError('disconnected', 'There is no connection.', 'Wait.'));
    connection.state = 'connected';
    await nextTick();
    expect(fake.calls).toHaveLength(2);
    await fake.calls[1]!.fail(new LabError('not-found', 'There is no study 1.', 'Choose another.'));
    connection.state = 'lost';
    await nextTick();
    connection.state = 'connected';
    await nextTick();
    expect(fake.calls).toHaveLength(2);
  });
});

describe('a subscription', () => {
  test('follows its input and ends with its component', async () => {
    const fake = createFakeClient();
    const id = ref<number>();
    const told: unknown[] = [];
    const { stop } = scoped(fake.client, () =>
      useSubscription(
        'run',
        () => (id.value === undefined ? undefined : { id: id.value }),
        (news) => told.push(news),
      ),
    );
    expect(fake.subscriptions).toHaveLength(0);
    id.value = 1;
    await nextTick();
    fake.subscriptions[0]!.tell('news of 1');
    id.value = 2;
    await nextTick();
    expect(fake.subscriptions.map(({ ended }) => ended)).toEqual([true, false]);
    fake.subscriptions[1]!.tell('news of 2');
    expect(told).toEqual(['news of 1', 'news of 2']);
    stop();
    expect(fake.subscriptions[1]!.ended).toBe(true);
  });

  test('says why nothing is told any more', () => {
    const fake = createFakeClient();
    const { result } = scoped(fake.client, () => useSubscription('queue', {}, () => undefined));
    fake.subscriptions[0]!.fail(new Error('refused'));
    expect(result.error.value?.message).toBe('refused');
  });
});
