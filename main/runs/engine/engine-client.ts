import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import { isTensorFlowNotice } from '../backends/stderr-notices.ts';
import { engineEnvironment } from './engine-environment.ts';
import { isTerminal, type EngineCommand, type EngineReport } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
const CLOSING_GRACE_MS = 5000;

/** The owner's side of the engine process. */
export interface EngineClient {
  /**
   * Runs an assignment; resolves after its last event. A dead process ends it with a `failed` event of code `lost`; the
   * next run gets a new process.
   */
  run(assignment: RunAssignment, onEvent: (event: RunEvent) => void): Promise<void>;
  /** How many runs the next process is to share the cores among; 1 until it is called. */
  share(parallel: number): void;
  /** Asks a run for a clean stop. */
  stop(runId: number): void;
  close(): Promise<void>;
}

interface LiveRun {
  readonly process: ChildProcess;
  onEvent(event: RunEvent): void;
  ended(): void;
  failed(error: unknown): void;
}

/** Starts nothing until the first run. */
export function createEngineClient(): EngineClient {
  const live = new Map<number, LiveRun>();
  let child: ChildProcess | undefined;
  let parallel = 1;

  function start(): ChildProcess {
    let complaint: string | undefined;
    let inStackTrace = false;
    const started = fork(ENTRY, [], {
      serialization: 'advanced',
      env: engineEnvironment(process.env, parallel),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    createInterface({ input: started.stderr! }).on('line', (line) => {
      // A dying Node.js prints the sentence that matters before "----- Native stack trace -----"
      inStackTrace ||= line.startsWith('-----');
      if (!inStackTrace && line.trim() !== '' && !isTensorFlowNotice(line)) complaint = line.trim();
    });
    started.on('message', ({ runId, event }: EngineReport) => deliver(runId, event));
    // A message that could not be sent: the end of the process follows
    started.on('error', (error) => (complaint ??= error.message));
    const bury = (code: number | null, signal: NodeJS.Signals | null): void => {
      for (const [runId, run] of live) {
        if (run.process !== started) continue;
        deliver(runId, { type: 'failed', error: serializeError(deathOf(runId, code, signal, complaint)) });
      }
    };
    started.on('disconnect', () => {
      // Nothing more can be asked of it
      if (child === started) started.kill('SIGKILL');
    });
    started.on('exit', (code, signal) => {
      // After a `disconnect` of our own there is no 'close'
      if (child !== started) bury(code, signal);
      else child = undefined;
    });
    // 'exit' may come before the last message and the last words
    started.on('close', bury);
    return started;
  }

  function deathOf(
    runId: number,
    code: number | null,
    signal: NodeJS.Signals | null,
    complaint: string | undefined,
  ): LabError {
    const how = signal === null ? `with code ${code}` : `by ${signal}`;
    return new LabError(
      'lost',
      `The engine process ended ${how} while run ${runId} was running${complaint === undefined ? '.' : `: ${complaint}`}`,
      `Resume it from its last checkpoint with \`npm run -s lab -- runs resume ${runId}\`.`,
    );
  }

  function deliver(runId: number, event: RunEvent): void {
    const run = live.get(runId);
    if (run === undefined) {
      return;
    }
    if (isTerminal(event)) {
      live.delete(runId);
    }
    try {
      run.onEvent(event);
    } catch (error) {
      live.delete(runId);
      send(run.process, { type: 'stop', runId });
      run.failed(error);
      return;
    }
    if (isTerminal(event)) {
      run.ended();
    }
  }

  function send(receiver: ChildProcess | undefined, command: EngineCommand): void {
    receiver?.send(command);
  }

  return {
    run(assignment, onEvent) {
      const receiver = (child ??= start());
      return new Promise((resolve, reject) => {
        live.set(assignment.runId, { process: receiver, onEvent, ended: resolve, failed: reject });
        send(receiver, { type: 'run', assignment });
      });
    },
    share(runs) {
      parallel = runs;
    },
    stop: (runId) => send(live.get(runId)?.process, { type: 'stop', runId }),
    close() {
      const closing = child;
      child = undefined;
      if (closing === undefined) {
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => closing.kill('SIGKILL'), CLOSING_GRACE_MS);
        closing.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        closing.disconnect();
      });
    },
  };
}
