import { deserializeError, LabError } from '../errors.ts';
import type { Channel } from './channel.ts';
import type { CallOptions, Client, ClientOf } from './client.ts';
import { serverMessageSchema } from './messages.ts';
import type { CallProgress, ClientMessage, ServerMessage } from './messages.ts';
import { stopped } from './protocol-errors.ts';
import { schemaProblem } from './schema-problem.ts';
import type { Contract } from './table.ts';

/** What waits for messages with its id. */
interface Waiting {
  result?(value: unknown): void;
  event?(value: unknown): void;
  progress?(progress: CallProgress): void;
  fail(error: LabError): void;
}

/**
 * The asking side over a channel, which it owns from here on. What arrives is checked against the contract: a result or an
 * event that does not fit is an error of code `invalid-message`.
 */
export function createClient<Table extends Contract>(contract: Table, channel: Channel): ClientOf<Table> {
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let closed: LabError | undefined;

  /** Takes what waits under an id away, so that it is told nothing more. */
  function take(id: number): Waiting | undefined {
    const taken = waiting.get(id);
    waiting.delete(id);
    return taken;
  }

  function open(entry: Waiting, message: (id: number) => ClientMessage): number {
    const id = nextId++;
    waiting.set(id, entry);
    try {
      channel.send(message(id));
    } catch (error) {
      take(id)?.fail(error as LabError);
    }
    return id;
  }

  function receive(message: ServerMessage): void {
    switch (message.kind) {
      case 'result':
        return take(message.id)?.result?.(message.value);
      case 'error':
        return take(message.id)?.fail(deserializeError(message.error));
      case 'progress':
        return waiting.get(message.id)?.progress?.(message.progress);
      case 'event':
        return waiting.get(message.id)?.event?.(message.value);
    }
  }

  channel.onMessage((message) => {
    const parsed = serverMessageSchema.safeParse(message);
    if (parsed.success) return receive(parsed.data);
    const id = (message as { readonly id?: unknown } | null)?.id;
    if (typeof id === 'number') take(id)?.fail(schemaProblem('An answer', parsed.error));
  });
  channel.onClose((reason) => {
    closed = disconnected(reason);
    const left = [...waiting.values()];
    waiting.clear();
    for (const entry of left) entry.fail(closed);
  });

  const client: Client = {
    call(method, input, { signal, patient = false, onProgress }: CallOptions = {}) {
      return new Promise((resolve, reject) => {
        if (closed !== undefined) return reject(closed);
        if (signal?.aborted) return reject(stopped(method));
        const settled = (): void => signal?.removeEventListener('abort', cancel);
        const fail = (error: LabError): void => {
          settled();
          reject(error);
        };
        const id = open(
          {
            result(value) {
              settled();
              const output = contract.methods[method]!.output.safeParse(value);
              if (output.success) resolve(output.data);
              else reject(schemaProblem(`The answer of ${method}`, output.error));
            },
            progress: onProgress,
            fail,
          },
          (id) => ({ kind: 'call', id, method, input }),
        );
        function cancel(): void {
          if (!waiting.has(id)) return;
          channel.send({ kind: 'cancel', id } satisfies ClientMessage);
          if (!patient) take(id)?.fail(stopped(method));
        }
        if (waiting.has(id)) signal?.addEventListener('abort', cancel, { once: true });
      });
    },
    subscribe(event, input, listener, onError) {
      const fail = (error: LabError): void => onError?.(error);
      if (closed !== undefined) {
        fail(closed);
        return () => undefined;
      }
      const end = (): boolean => {
        if (take(id) === undefined) return false;
        channel.send({ kind: 'unsubscribe', id } satisfies ClientMessage);
        return true;
      };
      const id = open(
        {
          event(value) {
            const parsed = contract.events[event]!.value.safeParse(value);
            if (parsed.success) listener(parsed.data);
            else if (end()) fail(schemaProblem(`What ${event} told`, parsed.error));
          },
          fail,
        },
        (id) => ({ kind: 'subscribe', id, event, input }),
      );
      return end;
    },
    close: () => channel.close(),
  };
  return client as ClientOf<Table>;
}

function disconnected(reason: string): LabError {
  return new LabError(
    'disconnected',
    `The connection to the workbench is lost: ${reason}`,
    'Wait until it is back, then try again. What was running goes on.',
  );
}
