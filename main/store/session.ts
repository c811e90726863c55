import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import type { RunEvent } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { incomingRoot } from './incoming.ts';
import { beat, dropOwner, insertOwner } from './owners.ts';
import { ownIdentity } from './process-identity.ts';
import { recordEvent, suspendRun, type MachineProvenance, type Recorder } from './record-event.ts';
import { claim, requeue } from './run-lifecycle.ts';
import { appendLog, type LogEntry } from './run-log.ts';
import type { Run } from './run-rows.ts';
import { createRuns, type NewRun } from './runs.ts';
import { storeError } from './store-errors.ts';

export interface HeartbeatListener {
  /** Once for each request */
  onStopRequested(runId: number): void;
  /** The session is no longer of use: its runs were taken from it, or the store fails */
  onError(error: unknown): void;
}

/** A process that runs runs, seen by the store. Only it can write to the runs it owns. */
export interface Session {
  readonly token: string;
  /** Where its workers write files for the store to adopt. Removed when the session ends. */
  readonly incomingFolder: string;
  /** Queues new runs for this session, all or none, in order. */
  enqueue(runs: readonly NewRun[]): readonly Run[];
  /**
   * Queues a stopped, lost or failed run again, for this session.
   *
   * @throws LabError `not-resumable`, `not-found`
   */
  requeue(runId: number): void;
  /**
   * Takes a queued run that nobody owns.
   *
   * @throws LabError `invalid-argument`, `not-found`
   */
  claim(runId: number): void;
  /** Stores an event whole or not at all; see {@link recordEvent}. */
  recordEvent(runId: number, event: RunEvent): void;
  /** Adds a line to the log of a run, whosever it is. */
  log(runId: number, entry: LogEntry): void;
  /** Stores that a run of the session was stopped and queues it for the session again, as one. */
  suspend(runId: number): void;
  /**
   * Gives a sign of life.
   *
   * @returns the runs that were asked to stop
   * @throws LabError `lost`, `store-busy`, `disk-full`
   */
  beat(): readonly number[];
  /** Beats every two seconds, without keeping the process alive. Returns a function that ends it. */
  keepAlive(listener: HeartbeatListener): () => void;
  /** Lets go of the runs: what is still running becomes lost, what is still queued stopped. */
  end(): void;
}

const heartbeatMs = 2000;

function keepBeating(once: () => readonly number[], listener: HeartbeatListener): () => void {
  let told: ReadonlySet<number> = new Set();
  function tick(): void {
    try {
      const asked = once();
      const news = asked.filter((runId) => !told.has(runId));
      told = new Set(asked);
      news.forEach((runId) => listener.onStopRequested(runId));
    } catch (error) {
      // The next beat may succeed
      if (error instanceof LabError && (error.code === 'store-busy' || error.code === 'disk-full')) return;
      clearInterval(timer);
      listener.onError(error);
    }
  }
  const timer = setInterval(tick, heartbeatMs).unref();
  return () => clearInterval(timer);
}

/**
 * Registers this process as the owner of the runs it is going to run.
 *
 * @param folder of the workspace
 */
export function startSession(
  connection: Connection,
  folder: string,
  machine: MachineProvenance,
  now: () => number,
): Session {
  const token = randomUUID();
  const incomingFolder = join(incomingRoot(folder), token);
  const stops = new Set<() => void>();
  // The row first: a folder without one is taken for a leftover
  insertOwner(connection, token, ownIdentity(), now());
  try {
    mkdirSync(incomingFolder, { recursive: true });
  } catch (error) {
    dropOwner(connection, token, 'stopped', now());
    throw storeError(error, incomingFolder);
  }
  const recorder: Recorder = { connection, folder, token, machine, now };
  return {
    token,
    incomingFolder,
    enqueue: (runs) => createRuns(connection, runs, token, now()),
    requeue: (runId) => requeue(connection, runId, token, now()),
    claim: (runId) => claim(connection, runId, token),
    recordEvent: (runId, event) => recordEvent(recorder, runId, event),
    log: (runId, entry) => connection.transaction(() => appendLog(connection, runId, entry, now())),
    suspend: (runId) => suspendRun(recorder, runId),
    beat: () => beat(connection, token, now()),
    keepAlive(listener) {
      const stop = keepBeating(() => beat(connection, token, now()), listener);
      stops.add(stop);
      return stop;
    },
    end() {
      stops.forEach((stop) => stop());
      connection.transaction(() => dropOwner(connection, token, 'stopped', now()));
      rmSync(incomingFolder, { recursive: true, force: true });
    },
  };
}
