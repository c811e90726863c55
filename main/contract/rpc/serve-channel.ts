import { LabError, serializeError } from '../errors.ts';
import type { Channel } from './channel.ts';
import { clientMessageSchema } from './messages.ts';
import type { CallProgress, ClientMessage, ServerMessage } from './messages.ts';
import { asError, reused, stopped, unexpected } from './protocol-errors.ts';
import { schemaProblem } from './schema-problem.ts';
import type { CallContext, Service } from './server.ts';
import type { Contract } from './table.ts';
import { throttle } from './throttle.ts';
import type { After } from './throttle.ts';

export interface ServeOptions {
  /** A clock, because the contract has none */
  readonly after: After;
  /** Told of what is a defect: something thrown that is no LabError, or data that cannot be sent */
  onDefect?(error: Error, where: string): void;
}

export type ServiceOf<Table extends Contract> =
  Table extends Contract<infer Methods, infer Events> ? Service<Methods, Events> : never;

type Handler = (input: unknown, context: CallContext) => unknown;
type Source = (input: unknown, publish: (value: unknown) => void) => () => void;
type Message<Kind extends ClientMessage['kind']> = Extract<ClientMessage, { kind: Kind }>;

/** A call or a subscription that is not over. */
interface Open {
  /** Asks for an early answer */
  cancel?(): void;
  /** Nobody listens any more */
  end(): void;
}

const progressMs = 250;

/**
 * Answers one client over one channel; each connection, also a page that was loaded again, has a channel of its own.
 * Inputs are checked against the contract. When the channel closes, calls are aborted and subscriptions ended.
 *
 * Ids have to ascend. One that is in use again ends what it stood for, as nobody could tell the answers apart.
 *
 * @returns a function that closes the channel
 */
export function serveChannel<Table extends Contract>(
  contract: Table,
  service: ServiceOf<Table>,
  channel: Channel,
  { after, onDefect }: ServeOptions,
): () => void {
  const { handlers, sources } = service as { handlers: Record<string, Handler>; sources: Record<string, Source> };
  const open = new Map<number, Open>();
  let lastId = -1;

  function send(message: ServerMessage): void {
    try {
      channel.send(message);
    } catch (error) {
      onDefect?.(asError(error), 'sending');
      end(message.id);
      channel.send({ kind: 'error', id: message.id, error: serializeError(error) } satisfies ServerMessage);
    }
  }

  function end(id: number): void {
    const ending = open.get(id);
    open.delete(id);
    try {
      ending?.end();
    } catch (error) {
      onDefect?.(asError(error), 'ending a subscription');
    }
  }

  function fail(id: number, error: unknown, where: string): void {
    end(id);
    send({ kind: 'error', id, error: serializeError(expected(error, where)) });
  }

  function expected(error: unknown, where: string): LabError {
    if (error instanceof LabError) return error;
    const defect = asError(error);
    onDefect?.(defect, where);
    return unexpected(defect, where);
  }

  async function call({ id, method, input }: Message<'call'>): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const sendProgress = (progress: CallProgress): void => send({ kind: 'progress', id, progress });
    const progress = throttle(progressMs, after, sendProgress);
    const cancel = (): void => controller.abort(stopped(method));
    const own: Open = {
      cancel,
      end() {
        progress.end();
        cancel();
      },
    };
    const isOpen = (): boolean => open.get(id) === own;
    open.set(id, own);
    try {
      const parsed = memberOf(contract.methods, method, 'method').input.safeParse(input);
      if (!parsed.success) throw schemaProblem(`The input of ${method}`, parsed.error);
      const handler = memberOf(handlers, method, 'method');
      const value = await handler(parsed.data, { signal, progress: progress.push });
      if (!isOpen()) return;
      progress.flush();
      send({ kind: 'result', id, value });
      if (isOpen()) end(id);
    } catch (error) {
      if (isOpen()) fail(id, signal.aborted ? stopped(method) : error, method);
    }
  }

  function subscribe({ id, event, input }: Message<'subscribe'>): void {
    let stop: (() => void) | undefined;
    let ended = false;
    const own: Open = {
      end() {
        ended = true;
        stop?.();
      },
    };
    open.set(id, own);
    try {
      const parsed = memberOf(contract.events, event, 'event').input.safeParse(input);
      if (!parsed.success) throw schemaProblem(`The input of ${event}`, parsed.error);
      stop = memberOf(
        sources,
        event,
        'event',
      )(parsed.data, (value) => {
        if (!ended) send({ kind: 'event', id, value });
      });
      // Ended by the first value, before there was a function to stop it by
      if (ended) stop();
    } catch (error) {
      if (!ended) fail(id, error, event);
    }
  }

  function begin(message: Message<'call' | 'subscribe'>): void {
    if (message.id <= lastId) return fail(message.id, reused(message.id), 'an id');
    lastId = message.id;
    if (message.kind === 'call') void call(message);
    else subscribe(message);
  }

  function receive(message: ClientMessage): void {
    switch (message.kind) {
      case 'cancel':
        return open.get(message.id)?.cancel?.();
      case 'unsubscribe':
        return end(message.id);
      case 'call':
      case 'subscribe':
        return begin(message);
    }
  }

  channel.onMessage((message) => {
    const parsed = clientMessageSchema.safeParse(message);
    if (parsed.success) return receive(parsed.data);
    const id = idOf(message);
    if (id !== undefined) fail(id, schemaProblem('A message', parsed.error), 'a message');
  });
  channel.onClose(() => {
    for (const id of [...open.keys()]) end(id);
  });
  return () => channel.close();
}

/** @throws LabError 'invalid-message' for a name that the table does not have as its own */
function memberOf<Member>(table: Readonly<Record<string, Member>>, name: string, kind: 'method' | 'event'): Member {
  if (Object.hasOwn(table, name)) return table[name]!;
  throw new LabError(
    'invalid-message',
    `There is no ${kind} ${JSON.stringify(name)}.`,
    'Reload the page, so that the interface and the workbench are of the same version.',
  );
}

/** The id of something that is no message otherwise, to answer it by. */
function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  const { id } = message;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}
