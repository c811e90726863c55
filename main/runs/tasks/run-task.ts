import { deserializeError, LabError, serializeError, type SerializedError } from '../../contract/errors.ts';
import { engineEnvironment } from '../engine/engine-environment.ts';
import { ownerChannel } from '../processes/owner-channel.ts';
import { startModule } from '../processes/start-module.ts';

type TaskMessage<Result> =
  | { readonly type: 'progress'; readonly fraction: number; readonly detail: string; readonly secondsLeft?: number }
  | { readonly type: 'result'; readonly result: Result }
  | { readonly type: 'error'; readonly error: SerializedError };

/** @param secondsLeft absent until there is something to base it on */
export type TaskProgress = (fraction: number, detail: string, secondsLeft?: number) => void;

export interface TaskOptions {
  readonly signal?: AbortSignal;
  onProgress?: TaskProgress;
}

/**
 * Does one piece of work in a process of its own, because it loads native code or must measure its own memory.
 *
 * @param entry module that calls {@link serveTask}
 * @throws LabError: what the work threw, 'stopped' when the signal ended it, 'engine-failed' when its process died
 */
export function runTask<Request, Result>(entry: URL, request: Request, options: TaskOptions = {}): Promise<Result> {
  const { signal, onProgress } = options;
  if (signal?.aborted === true) return Promise.reject(stopped());
  return new Promise((resolve, reject) => {
    const task = startModule({ entry, environment: engineEnvironment(process.env) });
    const stop = (): void => task.kill();
    signal?.addEventListener('abort', stop);
    let answer: (() => void) | undefined;
    task.onMessage((message) => {
      const told = message as TaskMessage<Result>;
      if (told.type === 'progress') return onProgress?.(told.fraction, told.detail, told.secondsLeft);
      answer = told.type === 'result' ? () => resolve(told.result) : () => reject(deserializeError(told.error));
      // Only now may it end: an answer that is still on its way is lost with its process
      task.disconnect();
    });
    task.onExit((code, killer) => {
      signal?.removeEventListener('abort', stop);
      // Also when the answer was on its way already: nobody waits for it any more
      if (signal?.aborted === true) {
        reject(stopped());
      } else if (answer !== undefined) {
        answer();
      } else {
        reject(
          new LabError(
            'engine-failed',
            `The process of the engine ended ${killer === null ? `with code ${code}` : `by ${killer}`}.`,
            'Try the wasm engine: add `--engine wasm`.',
          ),
        );
      }
    });
    task.send(request);
  });
}

function stopped(): LabError {
  return new LabError('stopped', 'The measurement was stopped.', 'Start it again when the machine is free.');
}

/** The other side of {@link runTask}: answers one request and ends when its owner has the answer. */
export function serveTask<Request, Result>(work: (request: Request, progress: TaskProgress) => Promise<Result>): void {
  const owner = ownerChannel<Request>();
  const send = (message: TaskMessage<Result>): void => owner?.send(message);
  process.on('SIGINT', () => undefined);
  owner?.onGone(() => process.exit(0));
  owner?.onMessage((request) => {
    work(request, (fraction, detail, secondsLeft) =>
      send({ type: 'progress', fraction, detail, ...(secondsLeft === undefined ? {} : { secondsLeft }) }),
    ).then(
      (result) => send({ type: 'result', result }),
      (error: unknown) => send({ type: 'error', error: serializeError(error) }),
    );
  });
}
