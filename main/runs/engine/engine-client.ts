import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import { isTensorFlowNotice } from '../backends/stderr-notices.ts';
import { engineEnvironment } from './engine-environment.ts';
import { isTerminal, type EngineCommand, type EngineReport } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
/** Lines of the engine's own complaints kept for the error message when it dies. */
const KEPT_LINES = 20;
const CLOSING_GRACE_MS = 5000;

/** The owner's side of the engine process. */
export interface EngineClient {
  /**
   * Runs an assignment; resolves after its last event. A dead process ends it with a `failed` event of code `lost`; the
   * next run gets a new process.
   */
  run(assignment: RunAssignment, onEvent: (event: RunEvent) => void): Promise<void>;
  /** Asks a run for a clean stop. */
  stop(runId: number): void;
  close(): Promise<void>;
}

interface LiveRun {
  onEvent(event: RunEvent): void;
  ended(): void;
  failed(error: unknown): void;
}

/** Starts nothing until the first run. */
export function createEngineClient(): EngineClient {
  const live = new Map<number, LiveRun>();
  let child: ChildProcess | undefined;
  let complaints: string[] = [];

  function start(): ChildProcess {
    complaints = [];
    const started = fork(ENTRY, [], {
      serialization: 'advanced',
      env: engineEnvironment(process.env),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    createInterface({ input: started.stderr! }).on('line', (line) => {
      if (!isTensorFlowNotice(line)) complaints = [...complaints, line].slice(-KEPT_LINES);
    });
    started.on('message', ({ runId, event }: EngineReport) => deliver(runId, event));
    started.on('exit', (code, signal) => {
      child = undefined;
      for (const runId of live.keys()) {
        deliver(runId, { type: 'failed', error: serializeError(deathOf(runId, code, signal)) });
      }
    });
    return started;
  }

  function deathOf(runId: number, code: number | null, signal: NodeJS.Signals | null): LabError {
    const how = signal === null ? `with code ${code}` : `by ${signal}`;
    const last = complaints.at(-1);
    return new LabError(
      'lost',
      `The engine process ended ${how} while run ${runId} was running${last === undefined ? '' : `: ${last}`}`,
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
      send({ type: 'stop', runId });
      run.failed(error);
      return;
    }
    if (isTerminal(event)) {
      run.ended();
    }
  }

  function send(command: EngineCommand): void {
    child?.send(command);
  }

  return {
    run(assignment, onEvent) {
      child ??= start();
      return new Promise((resolve, reject) => {
        live.set(assignment.runId, { onEvent, ended: resolve, failed: reject });
        send({ type: 'run', assignment });
      });
    },
    stop: (runId) => send({ type: 'stop', runId }),
    close() {
      const closing = child;
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
