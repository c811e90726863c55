import { fork } from 'node:child_process';
import { deserializeError, LabError, serializeError, type SerializedError } from '../../contract/errors.ts';
import { engineEnvironment } from '../engine/engine-environment.ts';

type TaskMessage<Result> =
  | { readonly type: 'progress'; readonly fraction: number; readonly detail: string }
  | { readonly type: 'result'; readonly result: Result }
  | { readonly type: 'error'; readonly error: SerializedError };

export interface TaskOptions {
  readonly signal?: AbortSignal;
  onProgress?(fraction: number, detail: string): void;
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
    const child = fork(entry, [], {
      serialization: 'advanced',
      env: engineEnvironment(process.env),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const stop = (): void => {
      child.kill('SIGKILL');
    };
    signal?.addEventListener('abort', stop);
    let answer: (() => void) | undefined;
    child.on('message', (message: TaskMessage<Result>) => {
      if (message.type === 'progress') {
        onProgress?.(message.fraction, message.detail);
      } else if (message.type === 'result') {
        answer = () => resolve(message.result);
      } else {
        answer = () => reject(deserializeError(message.error));
      }
    });
    child.on('error', reject);
    child.on('close', (code, killer) => {
      signal?.removeEventListener('abort', stop);
      if (answer !== undefined) {
        answer();
      } else if (signal?.aborted === true) {
        reject(stopped());
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
    child.send(request as object);
  });
}

function stopped(): LabError {
  return new LabError('stopped', 'The measurement was stopped.', 'Start it again when the machine is free.');
}

/** The other side of {@link runTask}: answers one request and ends. */
export function serveTask<Request, Result>(
  work: (request: Request, progress: (fraction: number, detail: string) => void) => Promise<Result>,
): void {
  const send = (message: TaskMessage<Result>, then?: () => void): void => {
    process.send!(message, () => then?.());
  };
  const leave = (): never => process.exit(0);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', leave);
  process.once('message', (request: Request) => {
    work(request, (fraction, detail) => send({ type: 'progress', fraction, detail })).then(
      (result) => send({ type: 'result', result }, leave),
      (error: unknown) => send({ type: 'error', error: serializeError(error) }, leave),
    );
  });
}
