import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import { isTensorFlowNotice } from '../backends/stderr-notices.ts';
import { engineEnvironment } from './engine-environment.ts';
import { forkEngine, type EngineProcess, type StartEngine } from './engine-host.ts';
import { isTerminal } from './messages.ts';

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
  readonly process: EngineProcess;
  onEvent(event: RunEvent): void;
  ended(): void;
  failed(error: unknown): void;
}

/** A process that died over its work. */
export interface EngineDeath {
  /** Those it was at work on, which end as `lost` next */
  readonly runIds: readonly number[];
  /** For example `by SIGKILL` or `with code 1` */
  readonly how: string;
  /** The last line it wrote, where it wrote any */
  readonly lastWords: string | undefined;
}

export interface EngineClientOptions {
  /** What starts the process; as a child of this one by default */
  readonly start?: StartEngine;
  onDeath?(death: EngineDeath): void;
}

/** Starts nothing until the first run. */
export function createEngineClient({ start = forkEngine, onDeath }: EngineClientOptions = {}): EngineClient {
  const live = new Map<number, LiveRun>();
  let engine: EngineProcess | undefined;
  let parallel = 1;

  function startEngine(): EngineProcess {
    let complaint: string | undefined;
    let inStackTrace = false;
    const started = start(engineEnvironment(process.env, parallel));
    started.onStderrLine((line) => {
      // A dying Node.js prints the sentence that matters before "----- Native stack trace -----"
      inStackTrace ||= line.startsWith('-----');
      if (!inStackTrace && line.trim() !== '' && !isTensorFlowNotice(line)) complaint = line.trim();
    });
    started.onMessage(({ runId, event }) => deliver(runId, event));
    started.onExit((code, signal) => {
      if (engine === started) engine = undefined;
      const runIds = [...live].flatMap(([runId, run]) => (run.process === started ? [runId] : []));
      if (runIds.length === 0) return;
      const death = { runIds, how: signal === null ? `with code ${code}` : `by ${signal}`, lastWords: complaint };
      onDeath?.(death);
      for (const runId of runIds) deliver(runId, { type: 'failed', error: serializeError(lostBy(death, runId)) });
    });
    return started;
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
      run.process.send({ type: 'stop', runId });
      run.failed(error);
      return;
    }
    if (isTerminal(event)) {
      run.ended();
    }
  }

  return {
    run(assignment, onEvent) {
      const receiver = (engine ??= startEngine());
      return new Promise((resolve, reject) => {
        live.set(assignment.runId, { process: receiver, onEvent, ended: resolve, failed: reject });
        receiver.send({ type: 'run', assignment });
      });
    },
    share(runs) {
      parallel = runs;
    },
    stop: (runId) => live.get(runId)?.process.send({ type: 'stop', runId }),
    close() {
      const closing = engine;
      engine = undefined;
      if (closing === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => closing.kill(), CLOSING_GRACE_MS);
        closing.onExit(() => {
          clearTimeout(timer);
          resolve();
        });
        closing.disconnect();
      });
    },
  };
}

function lostBy({ how, lastWords }: EngineDeath, runId: number): LabError {
  return new LabError(
    'lost',
    `The engine process ended ${how} while run ${runId} was running${lastWords === undefined ? '.' : `: ${lastWords}`}`,
    `Resume it from its last checkpoint with \`npm run -s lab -- runs resume ${runId}\`.`,
  );
}
