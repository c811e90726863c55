import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, threadId } from 'node:worker_threads';
import { LabError } from '../../../main/contract/errors.ts';
import type { WorkContext } from '../../../main/workbench/inspection/workers/messages.ts';
import { checkWanted, serveWorks } from '../../../main/workbench/inspection/workers/serve-works.ts';

let answered = 0;

/** Looks whether it is wanted between its steps. */
async function patient(steps: number, context: WorkContext): Promise<number> {
  for (let step = 0; step < steps; step++) {
    checkWanted(context);
    context.progress({ fraction: step / steps, detail: `step ${step}` });
    await delay(5);
  }
  return steps;
}

/** Never looks. */
function stubborn(_: undefined, context: WorkContext): never {
  context.progress({ fraction: 0, detail: 'for ever' });
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

const works = {
  thread: () => ({ threadId, answered: ++answered }),
  double: (value: Float32Array) => value.map((each) => 2 * each),
  refuse: (): never => {
    throw new LabError('unknown-layer', 'There is no such layer.', 'Name another.');
  },
  die: () => process.exit(7),
  fall: () => {
    setTimeout(() => {
      throw new TypeError('a mistake in the program');
    });
    return new Promise<never>(() => undefined);
  },
  patient,
  stubborn,
};
export type SampleWorks = typeof works;

// In its own thread only: the test reads the types from here
if (!isMainThread) serveWorks(works);
