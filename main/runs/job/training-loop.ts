import type { MetricPoint, TrainingPosition } from '../../contract/run.ts';
import type { TrainingSpecification } from '../../contract/specification.ts';
import type { BatchSource } from '../../data/batches.ts';
import type { EngineSession } from '../../lab/ops/engine.ts';
import { updateScalars } from '../../lab/training/optimizer.ts';
import { learningRate } from '../../lab/training/schedule.ts';
import type { FaultRates } from './fault-rates.ts';
import { requireFinite, type JobContext } from './job.ts';
import { stepsPerEpoch } from './material.ts';

/** Metric points are sent in batches, at most so often. */
const METRICS_INTERVAL_MS = 250;

export interface EpochRequest {
  readonly context: JobContext;
  readonly session: EngineSession;
  readonly source: BatchSource;
  readonly training: TrainingSpecification;
  readonly position: TrainingPosition;
  /** Absent where there is no memory with faults */
  readonly rates?: FaultRates;
}

/**
 * Trains from a position to the end of its epoch, or until a stop is asked for.
 *
 * @returns the next step to do: the first of the next epoch, unless it was stopped
 */
export async function trainEpoch({
  context,
  session,
  source,
  training,
  position,
  rates,
}: EpochRequest): Promise<TrainingPosition> {
  const steps = stepsPerEpoch(source, training);
  let pending: MetricPoint[] = [];
  let lastSent = context.now();
  const flush = (): void => {
    if (pending.length > 0) {
      context.emit({ type: 'metrics', points: pending });
      pending = [];
    }
    lastSent = context.now();
  };
  for (let step = position.step; step < steps; step++) {
    if (context.stopRequested()) {
      flush();
      return { epoch: position.epoch, step };
    }
    const globalStep = position.epoch * steps + step;
    const epochsDone = globalStep / steps;
    const rate = learningRate(training.schedule, training.optimizer.learningRate, epochsDone, training.epochs);
    const scalars = updateScalars(training.optimizer, rate, globalStep + 1);
    const batch = source.read(position.epoch, step);
    const start = context.now();
    const { loss, correct } = await session.run('step', {
      ...rates?.ofStep(position.epoch, step),
      images: batch.pixels,
      labels: batch.labels,
      draw: Int32Array.of(globalStep),
      rate: Float32Array.of(scalars.rate),
      secondMomentScale: Float32Array.of(scalars.secondMomentScale),
    });
    const stepMs = context.now() - start;
    requireFinite(loss[0], `the loss of step ${globalStep + 1}`);
    rates?.record(position.epoch, step, loss[0]);
    const done = globalStep + 1;
    pending.push(
      { series: 'loss', step: done, value: loss[0] },
      { series: 'accuracy', step: done, value: correct[0] / training.batch },
      { series: 'learning-rate', step: done, value: rate },
      { series: 'step-ms', step: done, value: stepMs },
    );
    context.progress.done(
      3 * training.batch,
      `epoch ${position.epoch + 1} of ${training.epochs}, step ${step + 1} of ${steps}, loss ${loss[0].toFixed(3)}`,
    );
    if (context.now() - lastSent >= METRICS_INTERVAL_MS) {
      flush();
    }
  }
  flush();
  const update = rates?.endEpoch(position.epoch);
  if (update !== undefined) {
    context.emit({ type: 'rates', update });
  }
  return { epoch: position.epoch + 1, step: 0 };
}
