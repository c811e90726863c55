import { z } from 'zod';
import { LabError } from '../../main/contract/errors.ts';
import { measurement } from '../../main/contract/measurement.ts';
import type { Service } from '../../main/contract/rpc/server.ts';

const nothing = z.strictObject({});

/** A small contract that has one of everything that can go well or wrong. */
export const testContract = {
  methods: {
    add: {
      input: z.strictObject({ first: z.number(), second: z.number().default(1) }),
      output: z.strictObject({ sum: z.number() }),
    },
    echo: { input: z.strictObject({ value: z.unknown() }), output: z.strictObject({ value: z.unknown() }) },
    fail: { input: z.strictObject({ how: z.enum(['expected', 'error', 'object']) }), output: nothing },
    /** Answers only when it is cancelled: that it was, or that it is done all the same */
    wait: { input: z.strictObject({ done: z.boolean().default(false) }), output: nothing },
    /** Reports progress from 1 of `to` to all */
    count: { input: z.strictObject({ to: z.number().int() }), output: nothing },
    /** Answers what does not fit */
    misfit: { input: nothing, output: z.strictObject({ rows: z.array(z.strictObject({ id: z.number() })) }) },
    /** Answers what cannot be sent */
    unsendable: { input: nothing, output: z.unknown() },
  },
  events: {
    /** First where it stands, then whatever the test tells */
    ticks: { input: z.strictObject({ factor: z.number().default(1) }), value: measurement },
    refused: { input: nothing, value: z.number() },
    unsendable: { input: nothing, value: z.unknown() },
    misfit: { input: nothing, value: z.strictObject({ step: z.number() }) },
  },
} as const;

type TestService = Service<(typeof testContract)['methods'], (typeof testContract)['events']>;

export interface TestServer {
  readonly service: TestService;
  /** Calls of `wait` that are not over */
  waiting(): number;
  /** Subscriptions that are not over, of all events */
  subscribed(): number;
  tick(value: number): void;
}

export function createTestService(): TestServer {
  let waiting = 0;
  let last = 0;
  const listeners = new Set<(value: number) => void>();
  const others = new Set<object>();
  const other = (): (() => void) => {
    const own = {};
    others.add(own);
    return () => void others.delete(own);
  };
  return {
    waiting: () => waiting,
    subscribed: () => listeners.size + others.size,
    tick(value) {
      last = value;
      for (const listener of listeners) listener(value);
    },
    service: {
      handlers: {
        add: ({ first, second }) => ({ sum: first + second }),
        echo: ({ value }) => ({ value }),
        fail({ how }) {
          if (how === 'expected') throw new LabError('not-found', 'There is no run 7.', 'List them.');
          if (how === 'error') throw new TypeError('x is not a function');
          throw Object.create(null);
        },
        async wait({ done }, { signal }) {
          waiting += 1;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          waiting -= 1;
          if (!done) throw signal.reason;
          return {};
        },
        count({ to }, { progress }) {
          for (let step = 1; step <= to; step++) progress({ fraction: step / to, detail: `${step} of ${to}` });
          return {};
        },
        misfit: () => ({ rows: [{ id: 1 }, { id: 'two' }] }) as never,
        unsendable: () => ({ answer: () => 42 }),
      },
      sources: {
        ticks({ factor }, publish) {
          const listener = (value: number): void => publish(factor * value);
          listener(last);
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        refused() {
          throw new LabError('not-found', 'There is no run 8.', 'List them.');
        },
        unsendable(_input, publish) {
          publish(() => 42);
          return other();
        },
        misfit(_input, publish) {
          publish({ step: 'first' } as never);
          return other();
        },
      },
    },
  };
}
