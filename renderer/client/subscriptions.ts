import { LabError } from '../../main/contract/errors.ts';
import type { Client } from '../../main/contract/rpc/client.ts';

export interface Subscription {
  readonly event: string;
  readonly input: unknown;
  listener(value: unknown): void;
  onError?(error: Error): void;
}

/** Subscriptions that outlive the connections they are made over. */
export interface Subscriptions {
  /**
   * @param client the present connection, if there is one
   * @returns a function that ends it for good
   */
  add(subscription: Subscription, client: Client | undefined): () => void;
  /** Begins all again, over another connection */
  openAll(client: Client): void;
}

export function createSubscriptions(): Subscriptions {
  /** With what ends each on the present connection */
  const live = new Map<Subscription, () => void>();

  function open(subscription: Subscription, client: Client): void {
    const { event, input, listener, onError } = subscription;
    const end = client.subscribe(event, input, listener, (error) => {
      // Without a connection it waits for the next one
      if (error instanceof LabError && error.code === 'disconnected') return;
      if (live.delete(subscription)) onError?.(error);
    });
    if (live.has(subscription)) live.set(subscription, end);
  }

  return {
    add(given, client) {
      const subscription = { ...given };
      live.set(subscription, () => undefined);
      if (client !== undefined) open(subscription, client);
      return () => {
        const end = live.get(subscription);
        live.delete(subscription);
        end?.();
      };
    },
    openAll(client) {
      for (const subscription of [...live.keys()]) open(subscription, client);
    },
  };
}
