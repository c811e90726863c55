import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where trainings wait, so that a test that disturbs one is never late, and none has to train for long. */
export interface TrainingGate {
  /** For the process that is to start the engines */
  readonly environment: { readonly NODE_OPTIONS: string };
  /** Lets every training go on up to the end of such an epoch, counted from 1 */
  moveTo(epoch: number): void;
  open(): void;
}

/**
 * Holds each training run at the end of an epoch, when its checkpoint is told, until it is asked to stop or the gate is
 * moved or opened.
 *
 * @param folder for the two files of the gate
 */
export function trainingGate(folder: string, epoch = 1): TrainingGate {
  const gate = join(folder, 'training-gate.txt');
  const preload = join(folder, 'training-gate.mjs');
  const moveTo = (next: number): void => writeFileSync(gate, String(next));
  moveTo(epoch);
  writeFileSync(
    preload,
    `import { readFileSync } from 'node:fs';
     import { isMainThread, parentPort, workerData } from 'node:worker_threads';
     if (!isMainThread && workerData?.assignment?.configuration.kind === 'train') {
       const stop = new Int32Array(workerData.stopFlag);
       const post = parentPort.postMessage.bind(parentPort);
       const isHeld = (epoch) => {
         try {
           const gate = readFileSync(${JSON.stringify(gate)}, 'utf8');
           return gate === '' || epoch >= Number(gate);
         } catch {
           return false;
         }
       };
       parentPort.postMessage = (event) => {
         post(event);
         if (event.type !== 'checkpoint' || event.final) return;
         while (Atomics.load(stop, 0) === 0 && isHeld(event.position.epoch)) Atomics.wait(stop, 0, 0, 20);
       };
     }`,
  );
  const environment = { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` };
  return { environment, moveTo, open: () => rmSync(gate) };
}
