import { createPinia } from 'pinia';
import { createSSRApp, effectScope } from 'vue';
import type { App } from 'vue';
import type { WorkbenchClient } from '../../../main/contract/workbench/workbench.ts';
import { clientKey } from '../../../renderer/composables/client-key.ts';

export interface Scoped<Result> {
  readonly result: Result;
  readonly app: App;
  /** As when the component is gone */
  stop(): void;
}

/** Runs a composable as a component of an application with this client would. */
export function scoped<Result>(client: WorkbenchClient, use: () => Result): Scoped<Result> {
  const app = createSSRApp({});
  app.use(createPinia());
  app.provide(clientKey, client);
  const scope = effectScope();
  const result = app.runWithContext(() => scope.run(use))!;
  return { result, app, stop: () => scope.stop() };
}

export interface FakeCall {
  readonly method: string;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
  readonly progress: (fraction: number) => void;
  readonly answer: (output: unknown) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

export interface FakeSubscription {
  readonly event: string;
  readonly input: unknown;
  readonly tell: (value: unknown) => void;
  readonly fail: (error: Error) => void;
  ended: boolean;
}

/** A client whose calls and subscriptions are answered by hand. */
export function createFakeClient() {
  const calls: FakeCall[] = [];
  const subscriptions: FakeSubscription[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const client = {
    call: (method: string, input: unknown, options?: Parameters<WorkbenchClient['call']>[2]) =>
      new Promise((resolve, reject) => {
        calls.push({
          method,
          input,
          signal: options?.signal,
          progress: (fraction) => options?.onProgress?.({ fraction, detail: 'under way' }),
          answer: (output) => (resolve(output), settle()),
          fail: (error) => (reject(error), settle()),
        });
      }),
    subscribe: (
      event: string,
      input: unknown,
      listener: (value: unknown) => void,
      onError?: (error: Error) => void,
    ) => {
      const subscription: FakeSubscription = {
        event,
        input,
        tell: listener,
        fail: (error) => onError?.(error),
        ended: false,
      };
      subscriptions.push(subscription);
      return () => void (subscription.ended = true);
    },
    close() {},
  } as unknown as WorkbenchClient;
  return { client, calls, subscriptions, settle };
}
