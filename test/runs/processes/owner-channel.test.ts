import { afterEach, describe, expect, test, vi } from 'vitest';
import { leaveMessage } from '../../../main/runs/processes/leave-message.ts';
import { ownerChannel } from '../../../main/runs/processes/owner-channel.ts';

const globals = process as unknown as { parentPort?: unknown };
const known = process.listeners('unhandledRejection');
afterEach(() => {
  delete globals.parentPort;
  for (const listener of process.listeners('unhandledRejection')) {
    if (!known.includes(listener)) process.off('unhandledRejection', listener);
  }
});

/** As Electron gives it to a utility process. */
function parentPort() {
  const listeners: ((event: { data: unknown }) => void)[] = [];
  const port = {
    postMessage: vi.fn(),
    on: (_event: 'message', listener: (event: { data: unknown }) => void) => void listeners.push(listener),
  };
  globals.parentPort = port;
  return { port, tell: (data: unknown) => listeners.forEach((listener) => listener({ data })) };
}

describe('the owner of a utility process', () => {
  test('is heard without the events around its messages, and told things', () => {
    const { port, tell } = parentPort();
    const owner = ownerChannel<string>()!;
    const heard = vi.fn();
    owner.onMessage(heard);
    tell({ type: 'run' });
    owner.send({ runId: 1 });
    expect(heard.mock.calls).toEqual([[{ type: 'run' }]]);
    expect(port.postMessage.mock.calls).toEqual([[{ runId: 1 }]]);
  });

  test('leaves by a message that is no message to the program', () => {
    const { tell } = parentPort();
    const owner = ownerChannel()!;
    const [heard, gone] = [vi.fn(), vi.fn()];
    owner.onMessage(heard);
    owner.onGone(gone);
    tell('anything else');
    expect([heard.mock.calls.length, gone.mock.calls.length]).toEqual([1, 0]);
    tell(leaveMessage);
    expect([heard.mock.calls.length, gone.mock.calls.length]).toEqual([1, 1]);
  });

  test('hears of a rejection that nobody handles by the end of the process', () => {
    parentPort();
    ownerChannel();
    const [added] = process.listeners('unhandledRejection').filter((listener) => !known.includes(listener));
    expect(() => added!(new Error('defect'), Promise.resolve())).toThrow('defect');
  });
});

test('a process that nobody started has no owner', () => {
  const { send } = process;
  try {
    delete process.send;
    expect(ownerChannel()).toBeUndefined();
  } finally {
    if (send !== undefined) process.send = send;
  }
});
