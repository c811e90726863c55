import { assertNever, serializeError } from '../../contract/errors.ts';
import type { NetworkInputs } from '../../contract/network-inputs.ts';
import type { RunAssignment, RunEvent } from '../../contract/run.ts';
import { methodArchitecture } from '../../contract/specification.ts';
import { networkInputs } from '../../data/network-inputs.ts';
import { modelWarningsFor } from '../model/model-warnings.ts';
import { StopRequested, type JobContext } from './job.ts';
import { loadMaterial } from './material.ts';
import { openEngine } from './open-engine.ts';
import { runPrepareJob } from './prepare-job.ts';
import { withTimeLeft } from '../progress/with-time-left.ts';
import { createProgressMeter } from './progress-meter.ts';
import { runTrainJob } from './train-job.ts';

const reportIntervalMs = 500;

/** Tells at most twice a second: a folder has very many images. */
function throttledBy(
  now: () => number,
  tell: (fraction: number, detail: string) => void,
): (fraction: number, detail: string) => void {
  let last = now();
  return (fraction, detail) => {
    if (now() - last < reportIntervalMs) return;
    last = now();
    tell(fraction, detail);
  };
}

/** Loading is no part of a run's fraction, so how long it takes stands in words. */
function readingText(detail: string, secondsLeft?: number): string {
  return secondsLeft === undefined || secondsLeft < 1 ? detail : `${detail}, ${Math.ceil(secondsLeft)} s left`;
}

/** Of a network that begins with the weights of the model's files: those of pretraining know the images. */
function warningsOf(
  { configuration: { method, study }, weightsFile }: RunAssignment,
  inputs: NetworkInputs | undefined,
): readonly string[] {
  const isOther = weightsFile !== undefined || (method !== undefined && methodArchitecture(method) !== undefined);
  if (isOther || inputs === undefined) return [];
  return modelWarningsFor(study.model, inputs).map(({ message, nextStep }) => `${message} ${nextStep}`);
}

/**
 * Does one assignment from beginning to end in this thread and reports it. Never throws: the last event says how it ended.
 */
export async function runJob(
  assignment: RunAssignment,
  emit: (event: RunEvent) => void,
  stopRequested: () => boolean,
): Promise<void> {
  const now = (): number => performance.now();
  try {
    const progress = createProgressMeter(emit, now);
    progress.phase('loading', 'data, network and engine');
    const tell = throttledBy(
      now,
      withTimeLeft(({ detail, secondsLeft }) => progress.phase('loading', readingText(detail, secondsLeft))),
    );
    const material = loadMaterial(assignment, {
      onProgress(fraction, detail) {
        if (stopRequested()) throw new StopRequested();
        tell(fraction, detail);
      },
    });
    const engine = await openEngine(assignment.configuration.study.engine);
    const { name, precision, versions } = engine.description;
    const inputs = networkInputs(material.data, assignment.configuration.study.data);
    const notices = [...(material.data.notices ?? []), ...warningsOf(assignment, inputs)];
    emit({
      type: 'started',
      provenance: {
        engine: name,
        precision,
        versions,
        checksums: material.checksums,
        data: { shape: material.data.training.shape, classes: material.data.training.classNames.length },
        ...(inputs === undefined ? {} : { inputs }),
      },
      ...(notices.length === 0 ? {} : { notices }),
    });
    const context: JobContext = { assignment, engine, progress, emit, stopRequested, now };
    const { kind } = assignment.configuration;
    switch (kind) {
      case 'prepare':
        await runPrepareJob(context, material);
        break;
      case 'pretrain':
      case 'train':
        await runTrainJob(context, material);
        break;
      default:
        assertNever(kind);
    }
    emit({ type: 'finished' });
  } catch (error) {
    emit(error instanceof StopRequested ? { type: 'stopped' } : { type: 'failed', error: serializeError(error) });
  }
}
