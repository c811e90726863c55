import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { createClient } from '../../../main/contract/rpc/create-client.ts';
import { clientLimits, serverLimits } from '../../../main/contract/rpc/limits.ts';
import { portChannel } from '../../../main/contract/rpc/message-port.ts';
import { eventually } from '../../support/eventually.ts';
import { testContract } from '../../support/rpc-contract.ts';

test('a message that is larger than any may be closes the channel it comes over', async () => {
  const { port1, port2 } = new MessageChannel();
  const channel = portChannel(port2, serverLimits);
  const listener = vi.fn();
  const onClose = vi.fn();
  channel.onMessage(listener);
  channel.onClose(onClose);
  port1.postMessage({ value: 'x'.repeat(17 * 2 ** 20) });
  await eventually(() => expect(onClose).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('16 MiB')));
  expect(listener).not.toHaveBeenCalled();
});

test('what waits for an answer ends when the other side closes', async () => {
  const { port1, port2 } = new MessageChannel();
  const server = portChannel(port2, serverLimits);
  const client = createClient(testContract, portChannel(port1, clientLimits));
  const onError = vi.fn();
  const waits = client.call('wait', {});
  client.subscribe('ticks', {}, () => undefined, onError);
  server.close();
  await expect(waits).rejects.toMatchObject({
    code: 'disconnected',
    message: expect.stringContaining('The other side closed'),
  });
  expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'disconnected' }));
});
