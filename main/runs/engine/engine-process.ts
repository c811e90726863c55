import { Worker } from 'node:worker_threads';
import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import { ownerChannel } from '../processes/owner-channel.ts';
import { siblingModule } from '../sibling-module.ts';
import { isTerminal, type EngineCommand, type EngineReport, type WorkerStart } from './messages.ts';

/*
 * The process that trains: one worker thread a run. It is apart from its owner because native code can die, and it dies with
 * its owner because nobody else could store what it finds.
 */

const owner = ownerChannel<EngineCommand>();
const stopFlags = new Map<number, Int32Array>();

function report(runId: number, event: RunEvent): void {
  const message: EngineReport = { runId, event };
  owner?.send(message);
}

function start(assignment: RunAssignment): void {
  const { runId } = assignment;
  const stopFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: WorkerStart = { assignment, stopFlag };
  const worker = new Worker(siblingModule(import.meta.url, './worker'), { workerData });
  const flag = new Int32Array(stopFlag);
  let ended = false;
  stopFlags.set(runId, flag);
  const fail = (error: unknown): void => {
    if (!ended) {
      ended = true;
      report(runId, { type: 'failed', error: serializeError(error) });
    }
  };
  worker.on('message', (event: RunEvent) => {
    ended ||= isTerminal(event);
    report(runId, event);
  });
  worker.on('error', fail);
  worker.on('exit', (code) => {
    // The run may have gone on in a worker of its own meanwhile
    if (stopFlags.get(runId) === flag) stopFlags.delete(runId);
    fail(
      new LabError(
        'engine-failed',
        `The worker of run ${runId} ended without a result (code ${code}).`,
        `Resume it with \`npm run -s lab -- runs resume ${runId}\`.`,
      ),
    );
  });
}

owner?.onMessage((command) => {
  switch (command.type) {
    case 'run':
      start(command.assignment);
      break;
    case 'stop': {
      const flag = stopFlags.get(command.runId);
      if (flag !== undefined) {
        Atomics.store(flag, 0, 1);
      }
      break;
    }
  }
});
owner?.onGone(() => process.exit(0));
// Ctrl-C reaches the whole process group; the owner asks for a clean stop instead
process.on('SIGINT', () => undefined);
