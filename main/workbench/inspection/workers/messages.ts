import type { SerializedError } from '../../../contract/errors.ts';
import type { CallProgress } from '../../../contract/rpc/messages.ts';

/** What a piece of work in a worker may use of the world around it. */
export interface WorkContext {
  /** Does nobody want the answer any more? Asked between steps. */
  stopRequested(): boolean;
  progress(progress: CallProgress): void;
}

/** What a worker can do, by name. */
export type Works = Readonly<Record<string, (input: never, context: WorkContext) => unknown>>;

export interface WorkRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  /** Int32Array(1) in shared memory; 1 asks for an early end. A message would wait for a thread that is computing. */
  readonly stopFlag: SharedArrayBuffer;
}

export type WorkReport =
  | { readonly id: number; readonly kind: 'started' }
  | { readonly id: number; readonly kind: 'progress'; readonly progress: CallProgress }
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: SerializedError };
