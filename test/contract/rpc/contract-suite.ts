import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { Channel } from '../../../main/contract/rpc/channel.ts';
import type { Client } from '../../../main/contract/rpc/client.ts';
import { createClient } from '../../../main/contract/rpc/create-client.ts';
import type { CallProgress } from '../../../main/contract/rpc/messages.ts';
import { eventually } from '../../support/eventually.ts';
import { createTestService, testContract } from '../../support/rpc-contract.ts';
import type { TestServer } from '../../support/rpc-contract.ts';
import type { StartTransport, TestTransport } from '../../support/rpc-transports.ts';
import { hostileMessage } from './hostile-messages.ts';

type TestClient = Client<(typeof testContract)['methods'], (typeof testContract)['events']>;

/** What every transport owes the contract. */
export function describeTransport(name: string, start: StartTransport): void {
  describe(name, () => {
    let server: TestServer;
    let transport: TestTransport;
    let client: TestClient;
    let defects: string[];

    beforeEach(async () => {
      server = createTestService();
      defects = [];
      transport = await start(server, (error) => void defects.push(String(error)));
      client = createClient(testContract, await transport.connect());
    });
    afterEach(async () => {
      client.close();
      await transport.stop();
    });

    describe('calls', () => {
      test('answer, with defaults filled in', async () => {
        expect(await client.call('add', { first: 2, second: 3 })).toEqual({ sum: 5 });
        expect(await client.call('add', { first: 2 })).toEqual({ sum: 3 });
      });

      test('carry numbers that are not finite, nothing, and names like those of codecs', async () => {
        const value = {
          list: [NaN, Infinity, -Infinity, -0, undefined, null],
          $: 'NaN',
          $$: { $: 1 },
          text: '€\u2028',
        };
        expect(await client.call('echo', { value })).toStrictEqual({ value });
      });

      test('are answered each with its own answer, however many there are', async () => {
        const numbers = Array.from({ length: 200 }, (_, index) => index);
        const answers = await Promise.all(numbers.map((first) => client.call('add', { first, second: first })));
        expect(answers.map(({ sum }) => sum)).toEqual(numbers.map((number) => 2 * number));
      });

      test('wait for nobody else', async () => {
        const stop = new AbortController();
        const waits = client.call('wait', {}, { signal: stop.signal });
        expect(await client.call('add', { first: 1 })).toEqual({ sum: 2 });
        stop.abort();
        await expect(waits).rejects.toMatchObject({ code: 'stopped' });
      });
    });

    describe('errors', () => {
      test('that are expected keep code, cause and next step', async () => {
        const error = await client.call('fail', { how: 'expected' }).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(LabError);
        expect(error).toMatchObject({ code: 'not-found', message: 'There is no run 7.', nextStep: 'List them.' });
        expect(defects).toEqual([]);
      });

      test.each(['error', 'object'] as const)('that are not (%s) tell where, without the stack', async (how) => {
        const error = (await client.call('fail', { how }).catch((error: unknown) => error)) as LabError;
        expect(error).toMatchObject({ code: 'engine-failed' });
        expect(error.message).toMatch(/^Unexpected failure in fail: /);
        expect(error.message).not.toMatch(/\bat .*\.ts/);
        await eventually(() => expect(defects).toHaveLength(1));
      });

      test('name the method and the field of an input that does not fit', async () => {
        const wrong = client.call('add', { first: 'two' } as never);
        await expect(wrong).rejects.toMatchObject({
          code: 'invalid-message',
          message: expect.stringMatching(/^The input of add .*first: .*expected number/),
        });
        await expect(client.call('add', { first: 1, third: 1 } as never)).rejects.toThrow(/third/);
      });

      test('name the method and the field of an answer that does not fit', async () => {
        await expect(client.call('misfit', {})).rejects.toMatchObject({
          code: 'invalid-message',
          message: expect.stringMatching(/^The answer of misfit .*rows\[1\]\.id: /),
        });
      });

      test.each(['subtract', 'constructor', '__proto__', 'toString'])('refuse the method %s', async (method) => {
        await expect(client.call(method as never, {} as never)).rejects.toMatchObject({
          code: 'invalid-message',
          message: `There is no method "${method}".`,
        });
      });

      test('come at once for what cannot be sent, there and back', async () => {
        const there = client.call('echo', { value: () => 1 });
        await expect(there).rejects.toMatchObject({ code: 'invalid-message' });
        await expect(client.call('unsendable', {})).rejects.toMatchObject({ code: 'invalid-message' });
        expect(await client.call('add', { first: 1 })).toEqual({ sum: 2 });
      });

      test('come at once for what is too large', async () => {
        const value = 'x'.repeat(17 * 2 ** 20);
        await expect(client.call('echo', { value })).rejects.toMatchObject({
          code: 'invalid-message',
          message: expect.stringContaining('16 MiB'),
        });
        expect(await client.call('add', { first: 1 })).toEqual({ sum: 2 });
      });
    });

    describe('cancelling', () => {
      test('ends the call on both sides', async () => {
        const stop = new AbortController();
        const waits = client.call('wait', {}, { signal: stop.signal });
        await eventually(() => expect(server.waiting()).toBe(1));
        stop.abort();
        await expect(waits).rejects.toMatchObject({ code: 'stopped' });
        await eventually(() => expect(server.waiting()).toBe(0));
        expect(defects).toEqual([]);
      });

      test('waits for what came of it where that is asked for', async () => {
        const stop = new AbortController();
        const waits = client.call('wait', { done: true }, { signal: stop.signal, patient: true });
        await eventually(() => expect(server.waiting()).toBe(1));
        stop.abort();
        expect(await waits).toEqual({});
        expect(server.waiting()).toBe(0);
      });

      test('before asking asks nothing; after the answer does nothing', async () => {
        const stop = new AbortController();
        expect(await client.call('add', { first: 1 }, { signal: stop.signal })).toEqual({ sum: 2 });
        stop.abort();
        const asked = client.call('wait', {}, { signal: stop.signal });
        await expect(asked).rejects.toMatchObject({ code: 'stopped' });
        expect(await client.call('add', { first: 1 })).toEqual({ sum: 2 });
        expect(server.waiting()).toBe(0);
      });
    });

    test('progress comes in order, the last one always, and before the answer', async () => {
      const news: CallProgress[] = [];
      await client.call('count', { to: 1000 }, { onProgress: (progress) => news.push(progress) });
      const fractions = news.map(({ fraction }) => fraction);
      expect(fractions[0]).toBe(0.001);
      expect(fractions.at(-1)).toBe(1);
      expect(fractions).toEqual(fractions.toSorted((first, second) => first - second));
      expect(fractions.length).toBeLessThan(1000);
    });

    describe('subscriptions', () => {
      test('are told the present state first, then what changes, in order, each by itself', async () => {
        server.tick(7);
        const once: number[] = [];
        const tenfold: number[] = [];
        client.subscribe('ticks', {}, (value) => once.push(value));
        client.subscribe('ticks', { factor: 10 }, (value) => tenfold.push(value));
        await eventually(() => expect(server.subscribed()).toBe(2));
        for (const value of [8, 9, Infinity]) server.tick(value);
        await eventually(() => expect(once).toEqual([7, 8, 9, Infinity]));
        await eventually(() => expect(tenfold).toEqual([70, 80, 90, Infinity]));
      });

      test('end on both sides', async () => {
        const values: number[] = [];
        const end = client.subscribe('ticks', {}, (value) => values.push(value));
        await eventually(() => expect(values).toEqual([0]));
        end();
        server.tick(1);
        await eventually(() => expect(server.subscribed()).toBe(0));
        await client.call('add', { first: 1 });
        expect(values).toEqual([0]);
      });

      test.each([
        ['refused', { code: 'not-found', message: 'There is no run 8.' }],
        ['unsendable', { code: 'invalid-message' }],
        ['misfit', { code: 'invalid-message', message: expect.stringMatching(/^What misfit told .*step: /) }],
        ['gone', { code: 'invalid-message', message: 'There is no event "gone".' }],
      ] as const)('to %s end with an error', async (event, expected) => {
        const onError = vi.fn();
        const listener = vi.fn();
        client.subscribe(event as 'refused', {}, listener, onError);
        await eventually(() => expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(expected)));
        await eventually(() => expect(server.subscribed()).toBe(0));
        expect(listener).not.toHaveBeenCalled();
      });

      test('with an input that does not fit end with its field', async () => {
        const onError = vi.fn();
        client.subscribe('ticks', { factor: 'x' } as never, () => undefined, onError);
        await eventually(() => expect(onError).toHaveBeenCalledOnce());
        expect(String(onError.mock.calls[0]![0])).toMatch(/The input of ticks .*factor: /);
      });
    });

    describe('when the connection closes', () => {
      test('calls and subscriptions end on both sides, later ones at once', async () => {
        const onError = vi.fn();
        const waits = client.call('wait', {});
        client.subscribe('ticks', {}, () => undefined, onError);
        await eventually(() => expect([server.waiting(), server.subscribed()]).toEqual([1, 1]));
        client.close();
        await expect(waits).rejects.toMatchObject({ code: 'disconnected' });
        await expect(client.call('add', { first: 1 })).rejects.toMatchObject({ code: 'disconnected' });
        expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'disconnected' }));
        await eventually(() => expect([server.waiting(), server.subscribed()]).toEqual([0, 0]));
      });
    });

    describe('what no client of ours sends', () => {
      let raw: Channel;
      let heard: { readonly kind: string; readonly id: number; readonly [key: string]: unknown }[];
      beforeEach(async () => {
        raw = await transport.connect();
        heard = [];
        raw.onMessage((message) => heard.push(message as never));
      });
      afterEach(() => raw.close());

      test('an id that was used before is refused', async () => {
        const input = { first: 1 };
        raw.send({ kind: 'call', id: 5, method: 'add', input });
        await eventually(() => expect(heard).toMatchObject([{ kind: 'result', id: 5 }]));
        raw.send({ kind: 'call', id: 5, method: 'add', input });
        raw.send({ kind: 'subscribe', id: 4, event: 'ticks', input: {} });
        await eventually(() => expect(heard).toHaveLength(3));
        expect(heard.slice(1)).toMatchObject([
          { kind: 'error', id: 5, error: { code: 'invalid-message', message: 'The id 5 was used before.' } },
          { kind: 'error', id: 4 },
        ]);
        expect(server.subscribed()).toBe(0);
      });

      test('an id that is in use ends what it stood for', async () => {
        raw.send({ kind: 'subscribe', id: 0, event: 'ticks', input: {} });
        raw.send({ kind: 'call', id: 1, method: 'wait', input: {} });
        await eventually(() => expect([server.subscribed(), server.waiting()]).toEqual([1, 1]));
        raw.send({ kind: 'call', id: 0, method: 'add', input: { first: 1 } });
        raw.send({ kind: 'subscribe', id: 1, event: 'ticks', input: {} });
        await eventually(() => expect([server.subscribed(), server.waiting()]).toEqual([0, 0]));
        expect(heard.filter(({ kind }) => kind === 'error').map(({ id }) => id)).toEqual([0, 1]);
      });

      test('a message of no kind is answered where it has an id', async () => {
        raw.send({ kind: 'shout', id: 3 });
        raw.send('shout');
        raw.send({ kind: 'call', id: 7, method: 'add', input: { first: 1 }, extra: true });
        await eventually(() => expect(heard).toHaveLength(2));
        expect(heard).toMatchObject([
          { kind: 'error', id: 3, error: { code: 'invalid-message' } },
          { kind: 'error', id: 7 },
        ]);
      });

      test('whatever comes, the server lives, answers others, and keeps nothing', async () => {
        const messages = fc.array(hostileMessage(testContract), { minLength: 1, maxLength: 20 });
        await fc.assert(
          fc.asyncProperty(messages, async (sent) => {
            const hostile = await transport.connect();
            hostile.onMessage(() => undefined);
            for (const message of sent) hostile.send(message);
            expect(await client.call('add', { first: 20, second: 3 })).toEqual({ sum: 23 });
            hostile.close();
            await eventually(() => expect([server.waiting(), server.subscribed()]).toEqual([0, 0]));
          }),
          { numRuns: 60 },
        );
      });
    });
  });
}
