import { Worker } from 'node:worker_threads';
import { deserializeError, LabError } from '../../../contract/errors.ts';
import type { CallContext } from '../../../contract/rpc/server.ts';
import type { WorkReport, WorkRequest, Works } from './messages.ts';
import { workStopped } from './serve-works.ts';

type InputOf<Work> = Work extends (input: infer Input, ...rest: never[]) => unknown ? Input : never;
type ResultOf<Work> = Work extends (...rest: never[]) => infer Result ? Awaited<Result> : never;

export interface WarmWorkerOptions {
  /** Without work for so long, the thread ends and with it what it remembers; a minute by default */
  readonly idleMs?: number;
  /** How long work that was withdrawn may take to notice before its thread is ended; 0.3 s by default */
  readonly graceMs?: number;
  /** Who withdraws is told how the work ended, which may be that it is done; it has to look whether it is wanted */
  readonly patient?: boolean;
}

/** A thread that stays for the next question, so that it need not load and read again what the last one did. */
export interface WarmWorker<Table extends Works> {
  /** @throws LabError what the work threw; 'stopped' by the signal; 'engine-failed' when the thread died */
  ask<Name extends keyof Table & string>(
    name: Name,
    input: InputOf<Table[Name]>,
    context?: Partial<CallContext>,
  ): Promise<ResultOf<Table[Name]>>;
  /** Ends the thread; what is under way is stopped. */
  close(): void;
}

interface Asked {
  readonly request: WorkRequest;
  started: boolean;
  /** It was withdrawn, and its asker has been told */
  withdrawn: boolean;
  onReport(report: WorkReport): void;
  fail(error: LabError): void;
}

/**
 * Starts nothing until the first question. Questions are answered one after another.
 *
 * @param entry module that calls `serveWorks` with the table
 */
export function createWarmWorker<Table extends Works>(
  entry: URL,
  { idleMs = 60_000, graceMs = 300, patient = false }: WarmWorkerOptions = {},
): WarmWorker<Table> {
  const waiting = new Map<number, Asked>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    // The options of this process may be for its own main module alone
    const started = new Worker(entry, { execArgv: [] });
    started.on('message', (report: WorkReport) => {
      if (started === worker) receive(report);
    });
    started.on('error', (error: Error) => bury(started, error.message));
    started.on('exit', (code) => bury(started, `code ${code}`));
    return started;
  }

  function bury(dead: Worker, how: string): void {
    if (dead !== worker) return;
    worker = undefined;
    const mourned = [...waiting.values()];
    waiting.clear();
    for (const asked of mourned) asked.fail(died(how));
  }

  function receive(report: WorkReport): void {
    const asked = waiting.get(report.id);
    if (asked === undefined) return;
    if (report.kind === 'started') asked.started = true;
    if (report.kind === 'result' || report.kind === 'error') waiting.delete(report.id);
    asked.onReport(report);
    rest();
  }

  function post({ request }: Asked): void {
    clearTimeout(idle);
    worker ??= start();
    worker.ref();
    worker.postMessage(request);
  }

  /** Nothing is left to do: the thread must not keep the process alive. */
  function rest(): void {
    if (waiting.size > 0 || worker === undefined) return;
    worker.unref();
    clearTimeout(idle);
    idle = setTimeout(end, idleMs).unref();
  }

  function end(): void {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    void ending?.terminate();
  }

  /** Work that does not look whether it is wanted is ended with its thread; what waits behind it gets a new one. */
  function endUnwanted(asked: Asked): void {
    if (waiting.get(asked.request.id) !== asked || !asked.started) return;
    waiting.delete(asked.request.id);
    end();
    for (const other of waiting.values()) post(other);
  }

  return {
    ask(name, input, { signal, progress } = {}) {
      if (signal?.aborted === true) return Promise.reject(workStopped());
      const stopFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      const request: WorkRequest = { id: ++lastId, name, input, stopFlag };
      return new Promise((resolve, reject) => {
        const asked: Asked = {
          request,
          started: false,
          withdrawn: false,
          onReport(report) {
            if (report.kind === 'started' && asked.withdrawn) setTimeout(() => endUnwanted(asked), graceMs).unref();
            if (report.kind === 'progress' && !asked.withdrawn) progress?.(report.progress);
            if (report.kind !== 'result' && report.kind !== 'error') return;
            signal?.removeEventListener('abort', withdraw);
            if (report.kind === 'result') resolve(report.result as never);
            else reject(deserializeError(report.error));
          },
          fail(error) {
            signal?.removeEventListener('abort', withdraw);
            reject(error);
          },
        };
        function withdraw(): void {
          Atomics.store(new Int32Array(stopFlag), 0, 1);
          if (patient) return;
          asked.withdrawn = true;
          reject(workStopped());
          if (asked.started) setTimeout(() => endUnwanted(asked), graceMs).unref();
        }
        signal?.addEventListener('abort', withdraw, { once: true });
        waiting.set(request.id, asked);
        post(asked);
      });
    },
    close() {
      end();
      const left = [...waiting.values()];
      waiting.clear();
      for (const asked of left) asked.fail(workStopped());
    },
  };
}

function died(how: string): LabError {
  return new LabError(
    'engine-failed',
    `The thread that was to answer ended (${how}).`,
    'Ask again; if it happens again, this is a defect worth reporting.',
  );
}
