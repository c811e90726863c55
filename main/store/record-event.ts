import { assertNever, LabError, type SerializedError } from '../contract/errors.ts';
import type { EngineProvenance, Provenance, RunEvent, RunProgress } from '../contract/run.ts';
import { saveAccuracy } from './accuracies.ts';
import { adoptFile } from './adopt-file.ts';
import { dropSuperseded, saveCheckpoint } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { saveFaultAccuracy } from './fault-accuracies.ts';
import { releaseFiles, removeReleased, type ReleasedFile } from './garbage.ts';
import { verifyIncoming } from './incoming.ts';
import { saveMemoryReport } from './memory-reports.ts';
import { metricSummariesOfRun } from './metric-summaries.ts';
import { saveMetrics } from './metrics.ts';
import { saveNoiseReport } from './noise-reports.ts';
import { savePlan } from './plans.ts';
import { saveRateUpdate } from './rate-updates.ts';
import { markEnded, markRunning, suspend, type Ending } from './run-lifecycle.ts';
import { logEntryOf } from './run-log-entries.ts';
import { appendLog } from './run-log.ts';
import { readRunState } from './run-rows.ts';
import { saveSensitivities } from './sensitivities.ts';
import { saveTiming } from './timings.ts';

/** What a session knows of its program and machine, before an engine has started. */
export type MachineProvenance = Omit<Provenance, keyof EngineProvenance | 'command'>;

export interface Recorder {
  readonly connection: Connection;
  /** Of the workspace */
  readonly folder: string;
  readonly token: string;
  readonly machine: MachineProvenance;
  readonly now: () => number;
}

type CheckpointEvent = Extract<RunEvent, { type: 'checkpoint' }>;

const beforeStart: ReadonlySet<RunEvent['type']> = new Set(['started', 'progress', 'failed', 'stopped']);

/** Only the owner may write, and only while it is: one that was taken for dead in error must not disturb its successor. */
function assertWritable({ connection, token }: Recorder, runId: number, type: RunEvent['type']): void {
  const { status, ownerToken } = readRunState(connection, runId);
  if (ownerToken === token) {
    if (status === 'running' || beforeStart.has(type)) return;
    throw new Error(`Run ${runId} is ${status}; it takes no ${type} event before it has started`);
  }
  if (ownerToken === null && status !== 'lost') {
    throw new Error(`Run ${runId} is ${status} and has no owner; it takes no ${type} event`);
  }
  throw new LabError(
    'lost',
    `Run ${runId} no longer belongs to this process, which was silent for too long.`,
    `See what became of it with \`npm run -s lab -- runs show ${runId}\`.`,
  );
}

function start({ connection, machine, now }: Recorder, runId: number, engine: EngineProvenance): void {
  const startedAt = now();
  markRunning(connection, runId, startedAt);
  const run = connection.get<{ attempts: number; command: string }>(
    'SELECT attempts, command FROM runs WHERE id = @id',
    {
      id: runId,
    },
  )!;
  const provenance: Provenance = { ...machine, ...engine, command: run.command };
  connection.run(
    'INSERT INTO provenances (run_id, attempt, recorded_at, json) VALUES (@runId, @attempt, @startedAt, @json)',
    { runId, attempt: run.attempts, startedAt, json: JSON.stringify(provenance) },
  );
}

function saveProgress(connection: Connection, runId: number, progress: RunProgress, now: number): void {
  connection.run(
    `INSERT OR REPLACE INTO run_progress (run_id, phase, fraction, detail, seconds_left, updated_at)
     VALUES (@runId, @phase, @fraction, @detail, @secondsLeft, @now)`,
    {
      runId,
      phase: progress.phase,
      fraction: progress.fraction,
      detail: progress.detail,
      secondsLeft: progress.secondsLeft ?? null,
      now,
    },
  );
}

/** A run whose engine process died did not fail: it is lost, and continues from its last checkpoint. */
function endingOf(error: SerializedError): Ending {
  return error.code === 'lost' ? { status: 'lost', reason: error.message } : { status: 'failed', error };
}

/** Says what is worth saying of an event, before it is applied. */
function logEvent({ connection, now }: Recorder, runId: number, event: RunEvent): void {
  const entry = logEntryOf(event, {
    phase:
      event.type === 'progress'
        ? connection.get<{ phase: RunProgress['phase'] }>('SELECT phase FROM run_progress WHERE run_id = @runId', {
            runId,
          })?.phase
        : undefined,
    loss:
      event.type === 'checkpoint'
        ? metricSummariesOfRun(connection, runId).find(({ series }) => series === 'loss')?.last
        : undefined,
  });
  if (entry !== undefined) appendLog(connection, runId, entry, now());
}

function apply(recorder: Recorder, runId: number, event: Exclude<RunEvent, CheckpointEvent>): void {
  const { connection, now } = recorder;
  switch (event.type) {
    case 'started':
      return start(recorder, runId, event.provenance);
    case 'progress':
      return saveProgress(connection, runId, event.progress, now());
    case 'metrics':
      return saveMetrics(connection, runId, event.points);
    case 'sensitivity':
      return saveSensitivities(connection, runId, event.scores);
    case 'plan':
      return savePlan(connection, runId, event.plan);
    case 'noise':
      return saveNoiseReport(connection, runId, event.report);
    case 'accuracy':
      return saveAccuracy(connection, runId, event.result);
    case 'timing':
      return saveTiming(connection, runId, event.timing);
    case 'rates':
      return saveRateUpdate(connection, runId, event.update);
    case 'memory':
      return saveMemoryReport(connection, runId, event.report);
    case 'fault-accuracy':
      return saveFaultAccuracy(connection, runId, event.result);
    case 'finished':
      dropSuperseded(connection, runId);
      return markEnded(connection, runId, { status: 'finished' }, now());
    case 'stopped':
      return markEnded(connection, runId, { status: 'stopped' }, now());
    case 'failed':
      return markEnded(connection, runId, endingOf(event.error), now());
    default:
      assertNever(event);
  }
}

/** @returns the files it made superfluous */
function recordCheckpoint(recorder: Recorder, runId: number, event: CheckpointEvent): readonly ReleasedFile[] {
  const { connection, folder, now } = recorder;
  let released: readonly ReleasedFile[] = [];
  const file = verifyIncoming(folder, event);
  adoptFile(connection, folder, file, 'checkpoint', now(), (place) => {
    assertWritable(recorder, runId, event.type);
    place();
    logEvent(recorder, runId, event);
    saveCheckpoint(connection, runId, event, now());
    released = releaseFiles(connection, folder);
  });
  return released;
}

/**
 * Stores what a worker reports: the whole event or nothing of it, whatever happens to the process meanwhile.
 *
 * @throws LabError `lost` when the run was taken from this session; `disk-full`, `store-busy`; for a checkpoint also
 *   `missing-file` and `invalid-weights-file`
 * @throws Error for an event that the run's status does not allow, which is a defect of the caller
 */
export function recordEvent(recorder: Recorder, runId: number, event: RunEvent): void {
  const { connection, folder } = recorder;
  let released: readonly ReleasedFile[] = [];
  if (event.type === 'checkpoint') {
    released = recordCheckpoint(recorder, runId, event);
  } else {
    // A resumed run measures again what a loss of power takes of these
    const durability = event.type === 'progress' || event.type === 'metrics' ? 'telemetry' : 'durable';
    connection.transaction(() => {
      assertWritable(recorder, runId, event.type);
      logEvent(recorder, runId, event);
      apply(recorder, runId, event);
      if (event.type === 'finished') released = releaseFiles(connection, folder);
    }, durability);
  }
  removeReleased(connection, released);
}

/**
 * Stores that a run was stopped and queues it again for its session, as one.
 *
 * @throws as {@link recordEvent}
 */
export function suspendRun(recorder: Recorder, runId: number): void {
  const { connection, now, token } = recorder;
  connection.transaction(() => {
    assertWritable(recorder, runId, 'stopped');
    // One that never began just goes on waiting
    if (readRunState(connection, runId).status === 'running') suspend(connection, runId, token, now());
  });
}
