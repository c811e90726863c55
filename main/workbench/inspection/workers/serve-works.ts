import { parentPort } from 'node:worker_threads';
import { LabError, serializeError } from '../../../contract/errors.ts';
import type { WorkContext, WorkReport, WorkRequest, Works } from './messages.ts';

/** The error of work that nobody wants any more, to be thrown */
export function workStopped(): LabError {
  return new LabError('stopped', 'The question was withdrawn.', 'Ask again if the answer is wanted after all.');
}

/** @throws LabError 'stopped' */
export function checkWanted({ stopRequested }: Pick<WorkContext, 'stopRequested'>): void {
  if (stopRequested()) throw workStopped();
}

/** The thread's side of a warm worker: does one piece of work after another, as they were asked for. */
export function serveWorks(works: Works): void {
  const port = parentPort!;
  const report = (message: WorkReport): void => port.postMessage(message);

  async function answer({ id, name, input, stopFlag }: WorkRequest): Promise<void> {
    const flag = new Int32Array(stopFlag);
    const context: WorkContext = {
      stopRequested: () => Atomics.load(flag, 0) === 1,
      progress: (progress) => report({ id, kind: 'progress', progress }),
    };
    report({ id, kind: 'started' });
    try {
      checkWanted(context);
      const result = await (works[name] as (input: unknown, context: WorkContext) => unknown)(input, context);
      report({ id, kind: 'result', result });
    } catch (error) {
      report({ id, kind: 'error', error: serializeError(error) });
    }
  }

  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkRequest) => {
    last = last.then(() => answer(request));
  });
}
