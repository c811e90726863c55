import type { AccuracyStage, RunConfiguration, RunEvent, StepTiming } from '../../../main/contract/run.ts';
import type { Specification } from '../../../main/contract/specification.ts';
import { newRun, runsOfStudy } from '../../../main/runs/laboratory/study-runs.ts';
import { specificationHash } from '../../../main/runs/specification/specification-hash.ts';
import type { Session } from '../../../main/store/session.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { machine } from '../../store/samples.ts';
import { incomingCheckpoint, temporaryWorkspace } from '../../store/support.ts';

/** A study whose runs have been queued, in the study's order; what they find is made up. */
export interface StoredStudy {
  readonly store: Workspace;
  readonly session: Session;
  readonly studyId: number;
  readonly ids: readonly number[];
  readonly configurations: readonly RunConfiguration[];
  /** Starts a run, reports, and ends it */
  finish(id: number, events: readonly RunEvent[], ending?: RunEvent): void;
}

const started: RunEvent = {
  type: 'started',
  provenance: { engine: 'wasm', precision: 'float32', versions: {}, checksums: {} },
};

export function storeStudy(specification: Specification): StoredStudy {
  const store = temporaryWorkspace();
  const session = store.startSession(machine);
  const studyId = store.studies.create(specification, '', specificationHash(specification)).id;
  const configurations = runsOfStudy(specification);
  const ids = session.enqueue(configurations.map((each) => newRun(studyId, each, 'lab run'))).map(({ id }) => id);
  return {
    store,
    session,
    studyId,
    ids,
    configurations,
    finish(id, events, ending = { type: 'finished' }) {
      for (const event of [started, ...events, ending]) session.recordEvent(id, event);
    },
  };
}

export function accuracy(stage: AccuracyStage, draws: readonly number[], spread = 0.01): RunEvent {
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const low = mean - spread;
  const high = mean + spread;
  return { type: 'accuracy', result: { stage, accuracy: mean, low, high, confidence: 0.95, draws, images: 200 } };
}

export function timing(totalMs: number, fullStepMs: number): RunEvent {
  const parts: Omit<StepTiming, 'totalMs' | 'fullStepMs'> = {
    forwardMs: 1,
    noiseMs: 2,
    inputGradientsMs: 3,
    weightGradientsMs: 4,
    updateMs: 5,
    samples: 9,
    batch: 16,
  };
  return { type: 'timing', timing: { ...parts, totalMs, fullStepMs } };
}

export function checkpoint({ session }: StoredStudy, content: string, epoch: number, final = false): RunEvent {
  return incomingCheckpoint(session.incomingFolder, content, epoch, final);
}

export function score(layer: string, value: number): RunEvent {
  const rest = { metric: 'std' as const, standardError: 0.1, n: 3, seed: 0, seconds: 1 };
  return { type: 'sensitivity', scores: [{ ...rest, layer, value }] };
}
