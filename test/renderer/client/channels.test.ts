import { describe, expect, test, vi } from 'vitest';
import { reactive } from 'vue';
import { bridgeChannel } from '../../../renderer/client/bridge-channel.ts';
import { openSocketChannel } from '../../../renderer/client/socket-channel.ts';
import type { SocketLike } from '../../../renderer/client/socket-channel.ts';

/** A WebSocket without a network. */
function fakeSocket() {
  const listeners: Record<string, ((event: never) => void)[]> = {};
  const sent: string[] = [];
  const close = vi.fn();
  const socket: SocketLike = {
    send: (text) => void sent.push(text),
    close,
    addEventListener: (type: string, listener: (event: never) => void) => void (listeners[type] ??= []).push(listener),
  };
  const emit = (type: string, event: object = {}): void =>
    listeners[type]?.forEach((listener) => listener(event as never));
  return { socket, sent, close, emit };
}

describe('over a socket', () => {
  test('nothing is there until it opens; then messages go and come as text', async () => {
    const { socket, sent, emit } = fakeSocket();
    const opening = openSocketChannel(socket);
    emit('open');
    const channel = await opening;
    const heard: unknown[] = [];
    channel.onMessage((message) => heard.push(message));
    channel.send({ value: NaN });
    emit('message', { data: '{"value":{"$":"Infinity"}}' });
    expect(sent).toEqual(['{"value":{"$":"NaN"}}']);
    expect(heard).toEqual([{ value: Infinity }]);
  });

  test('one that does not open is an error', async () => {
    const { socket, emit } = fakeSocket();
    const opening = openSocketChannel(socket);
    emit('close', { reason: '' });
    await expect(opening).rejects.toThrow('does not answer');
  });

  test('one that closes says why, and takes nothing more', async () => {
    const { socket, sent, emit } = fakeSocket();
    const opening = openSocketChannel(socket);
    emit('open');
    const channel = await opening;
    const onClose = vi.fn();
    channel.onClose(onClose);
    emit('close', { reason: 'The workbench was closed.' });
    channel.send({});
    expect(onClose).toHaveBeenCalledExactlyOnceWith('The workbench was closed.');
    expect(sent).toEqual([]);
  });

  test('a message that is none closes it', async () => {
    const { socket, close, emit } = fakeSocket();
    const opening = openSocketChannel(socket);
    emit('open');
    const onClose = vi.fn();
    (await opening).onClose(onClose);
    emit('message', { data: '{' });
    expect(onClose).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledOnce();
  });
});

describe('over the bridge of the desktop window', () => {
  test('what is reactive is sent as plain data', () => {
    const sent: unknown[] = [];
    const channel = bridgeChannel({ send: (message) => void sent.push(structuredClone(message)), onMessage: vi.fn() });
    const written = reactive({ methods: [{ k: NaN, name: 'saft' }] });
    expect(() => structuredClone(written)).toThrow();
    channel.send({ kind: 'call', input: { written } });
    expect(sent).toEqual([{ kind: 'call', input: { written: { methods: [{ k: NaN, name: 'saft' }] } } }]);
  });

  test('messages come until it is closed', () => {
    const end = vi.fn();
    let emit: (message: unknown) => void = () => undefined;
    const channel = bridgeChannel({ send: vi.fn(), onMessage: (listener) => ((emit = listener), end) });
    const heard: unknown[] = [];
    emit('early');
    channel.onMessage((message) => heard.push(message));
    emit('late');
    channel.close();
    emit('gone');
    expect(heard).toEqual(['early', 'late']);
    expect(end).toHaveBeenCalledOnce();
  });
});
