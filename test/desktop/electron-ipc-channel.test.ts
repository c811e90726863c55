import { describe, expect, test, vi } from 'vitest';
import { bridgeMessages } from '../../main/contract/rpc/bridge.ts';
import type { Channel } from '../../main/contract/rpc/channel.ts';
import { serveChannel } from '../../main/contract/rpc/serve-channel.ts';
import { connectPages } from '../../main/desktop/electron-ipc-channel.ts';
import { trustedPages } from '../../main/desktop/trusted-pages.ts';
import { after } from '../../main/server/after.ts';
import { createBridge } from '../../preload/bridge.ts';
import { bridgeChannel } from '../../renderer/client/bridge-channel.ts';
import { describeTransport } from '../contract/rpc/contract-suite.ts';
import { testContract } from '../support/rpc-contract.ts';
import type { StartTransport } from '../support/rpc-transports.ts';
import { fakeElectron } from './fake-pages.ts';

const electronIpc: StartTransport = async ({ service }, onDefect) => {
  const { pages, openPage } = fakeElectron();
  const trusted = trustedPages();
  connectPages({
    pages,
    refusal: trusted.refusal,
    onChannel: (channel) => void serveChannel(testContract, service, channel, { after, onDefect }),
    onRefused: () => undefined,
  });
  return {
    async connect() {
      const page = openPage();
      trusted.add(page.contents);
      const channel = bridgeChannel(createBridge(page.renderer, bridgeMessages, crypto.randomUUID()));
      const close = (): void => {
        channel.close();
        // A page does not leave its window behind
        page.destroy();
      };
      return { ...channel, close };
    },
    stop: async () => undefined,
  };
};

describeTransport("Electron's messages", electronIpc);

interface Heard {
  readonly channel: Channel;
  readonly messages: unknown[];
  readonly ends: string[];
}

/** Channels that were opened, and what was refused. */
function connected(refusal: Parameters<typeof connectPages>[0]['refusal'] = () => undefined) {
  const electron = fakeElectron();
  const channels: Heard[] = [];
  const refused: string[] = [];
  connectPages({
    pages: electron.pages,
    refusal,
    onChannel(channel) {
      const heard: Heard = { channel, messages: [], ends: [] };
      channel.onMessage((message) => heard.messages.push(message));
      channel.onClose((reason) => heard.ends.push(reason));
      channels.push(heard);
    },
    onRefused: (reason) => refused.push(reason),
  });
  return { ...electron, channels, refused };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a page that is loaded again', () => {
  test('has a channel of its own, and the one before is closed', async () => {
    const { openPage, channels } = connected();
    const page = openPage();
    const first = createBridge(page.renderer, bridgeMessages, 'first');
    const second = createBridge(page.renderer, bridgeMessages, 'second');
    const heard = [vi.fn(), vi.fn()] as const;
    first.onMessage(heard[0]);
    second.onMessage(heard[1]);
    first.send('from the first');
    second.send('from the second');
    await settled();
    expect(channels.map(({ messages }) => messages)).toEqual([['from the first'], ['from the second']]);
    expect(channels.map(({ ends }) => ends)).toEqual([['The page was loaded again.'], []]);
    channels[0]!.channel.send('too late');
    channels[1]!.channel.send('in time');
    await settled();
    expect(heard[0]).not.toHaveBeenCalled();
    expect(heard[1]).toHaveBeenCalledExactlyOnceWith('in time');
  });

  test('is not taken over by what the load before still had to say', async () => {
    const { openPage, channels } = connected();
    const page = openPage();
    const first = createBridge(page.renderer, bridgeMessages, 'first');
    first.send(1);
    createBridge(page.renderer, bridgeMessages, 'second').send(2);
    first.send(3);
    await settled();
    expect(channels.map(({ messages }) => messages)).toEqual([[1], [2]]);
    expect(channels[1]!.ends).toEqual([]);
  });
});

test.each([
  ['end', 'The page ended.'],
  ['destroy', 'The window was closed.'],
] as const)('a channel closes with its page (%s)', async (how, reason) => {
  const { openPage, channels } = connected();
  const page = openPage();
  createBridge(page.renderer, bridgeMessages, 'load').send(1);
  await settled();
  page[how]();
  expect(channels[0]!.ends).toEqual([reason]);
  expect(() => channels[0]!.channel.send('nobody is there')).not.toThrow();
});

describe('what is not listened to', () => {
  test('a foreign sender opens no channel and is heard on none', async () => {
    const pages = trustedPages();
    const { openPage, channels, refused } = connected(pages.refusal);
    const [own, foreign] = [openPage(), openPage()];
    pages.add(own.contents);
    createBridge(own.renderer, bridgeMessages, 'load').send('own');
    createBridge(foreign.renderer, bridgeMessages, 'load').send('foreign');
    await settled();
    expect(channels.map(({ messages }) => messages)).toEqual([['own']]);
    expect(refused).toEqual(['It comes from a page that is no window of the workbench.']);
  });

  test('a message that is too large ends its channel, and the load with it', async () => {
    const { openPage, channels, refused } = connected();
    const bridge = createBridge(openPage().renderer, bridgeMessages, 'load');
    bridge.send('small');
    bridge.send({ kind: 'call', id: 1, method: 'a', input: 'x'.repeat(17 * 2 ** 20) });
    bridge.send('after it');
    await settled();
    expect(channels.map(({ messages }) => messages)).toEqual([['small']]);
    expect(channels[0]!.ends).toEqual([expect.stringContaining('16 MiB')]);
    expect(refused).toEqual([expect.stringContaining('16 MiB')]);
  });

  test('a page that does not say which load it is', async () => {
    const { openPage, channels, refused } = connected();
    const { renderer } = openPage();
    for (const load of [undefined, 7, '', 'x'.repeat(101), {}]) renderer.send(bridgeMessages, load, 'message');
    await settled();
    expect(channels).toEqual([]);
    expect(refused).toHaveLength(5);
  });
});

describe('the bridge of the page', () => {
  test('has nothing but messages', () => {
    const { renderer } = fakeElectron().openPage();
    expect(Object.keys(createBridge(renderer, bridgeMessages, 'load')).toSorted()).toEqual(['onMessage', 'send']);
  });

  test('gives no event of Electron away, and ends listening', async () => {
    const { openPage, channels } = connected();
    const page = openPage();
    const bridge = createBridge(page.renderer, bridgeMessages, 'load');
    const listener = vi.fn();
    const end = bridge.onMessage(listener);
    bridge.send('open');
    await settled();
    channels[0]!.channel.send({ kind: 'event' });
    await settled();
    expect(listener.mock.calls).toEqual([[{ kind: 'event' }]]);
    end();
    expect(page.listenerCount(bridgeMessages)).toBe(0);
  });
});
