import { parentPort, workerData } from 'node:worker_threads';
import { runJob } from '../job/run-job.ts';
import type { WorkerStart } from './messages.ts';

const { assignment, stopFlag } = workerData as WorkerStart;
const flag = new Int32Array(stopFlag);

await runJob(
  assignment,
  (event) => parentPort!.postMessage(event),
  () => Atomics.load(flag, 0) === 1,
);
