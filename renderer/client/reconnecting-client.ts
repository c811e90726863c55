import { LabError } from '../../main/contract/errors.ts';
import type { Channel } from '../../main/contract/rpc/channel.ts';
import type { Client, ClientOf } from '../../main/contract/rpc/client.ts';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import type { Contract } from '../../main/contract/rpc/table.ts';
import type { After } from '../../main/contract/rpc/throttle.ts';
import type { ConnectionState } from '../app/connection.ts';
import { createObservable } from './observable.ts';
import { createSubscriptions } from './subscriptions.ts';

export interface ReconnectingClient<Table extends Contract> {
  readonly client: ClientOf<Table>;
  state(): ConnectionState;
  /** @returns a function that ends it */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Tries now, where it would only try later */
  retry(): void;
}

/** Thrown by `open` when the workbench is there and does not let this page in. */
export class RefusedError extends Error {}

const firstPauseMs = 250;
const longestPauseMs = 5000;

/**
 * A client that outlives its connections. Calls under way when one is lost reject with code `disconnected`, as do those
 * made before it is back; only the first connection is waited for. Subscriptions are opened again on every connection, and
 * so begin again with the present state.
 *
 * @param open makes a connection, or rejects; with a RefusedError when there is no use in trying often
 */
export function createReconnectingClient<Table extends Contract>(
  contract: Table,
  open: () => Promise<Channel>,
  after: After,
): ReconnectingClient<Table> {
  const state = createObservable<ConnectionState>('connecting');
  const subscriptions = createSubscriptions();
  let current: Client | undefined;
  let failures = 0;
  let cancelPause: (() => void) | undefined;
  let isClosed = false;
  let firstOutcome: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (firstOutcome = resolve));

  async function connect(): Promise<void> {
    cancelPause = undefined;
    try {
      const channel = await open();
      if (isClosed) return channel.close();
      const own = createClient(contract, channel) as unknown as Client;
      current = own;
      channel.onClose(() => {
        if (current === own) lose('lost');
      });
      // It may have closed while nobody listened
      if (current !== own) return;
      failures = 0;
      subscriptions.openAll(own);
      state.set('connected');
      firstOutcome();
    } catch (error) {
      lose(error instanceof RefusedError ? 'refused' : state.get() === 'connecting' ? 'connecting' : 'lost');
    }
  }

  function lose(next: ConnectionState): void {
    current = undefined;
    if (isClosed) return;
    const pause = next === 'refused' ? longestPauseMs : Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
    failures += 1;
    cancelPause = after(pause, () => void connect());
    state.set(next);
    if (next !== 'connecting') firstOutcome();
  }

  const client: Client = {
    async call(method, input, options) {
      if (state.get() === 'connecting') await first;
      if (current === undefined) throw notConnected(state.get());
      return current.call(method, input, options);
    },
    subscribe: (event, input, listener, onError) => subscriptions.add({ event, input, listener, onError }, current),
    close() {
      isClosed = true;
      cancelPause?.();
      current?.close();
      firstOutcome();
    },
  };
  void connect();
  return {
    client: client as ClientOf<Table>,
    state: state.get,
    onState: state.listen,
    retry() {
      if (cancelPause === undefined) return;
      cancelPause();
      void connect();
    },
  };
}

function notConnected(state: ConnectionState): LabError {
  return state === 'refused'
    ? new LabError(
        'disconnected',
        'The workbench does not let this page in.',
        'Open the address that the workbench printed last.',
      )
    : new LabError(
        'disconnected',
        'There is no connection to the workbench.',
        'Wait until it is back, then try again. What was running goes on.',
      );
}
