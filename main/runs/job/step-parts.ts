import type { Program, Values } from '../../lab/ops/engine.ts';
import { planFor } from '../../lab/training/plan.ts';
import { startingState, trainingState, type StepOptions } from '../../lab/training/step.ts';
import { timedStepPrograms, timeSteps } from '../../lab/training/timing.ts';
import { checkStop, type JobContext } from './job.ts';
import { trainingBatches, type Material } from './material.ts';

/** Rounds a step's parts are timed in; medians of so many settle to a few per cent. */
export const TIMING_ROUNDS = 9;

/** The network that is timed, and what a step reads besides its batch. */
export interface TimedState {
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Fault rates */
  readonly inputs: Readonly<Record<string, Values>>;
}

/** Timing of the parts of a training step. */
export interface StepParts {
  /** What it takes, in passes of one image through the network */
  readonly work: number;
  /**
   * Times them in a session of its own, whose updates go nowhere, and reports it.
   *
   * @throws StopRequested
   */
  time(state: TimedState): Promise<void>;
}

/** Prepares the timing of a job's training step. */
export function stepParts(context: JobContext, material: Material, options: StepOptions): StepParts {
  const { network, training, seed } = options;
  const programs = timedStepPrograms(options);
  const workOfRound = Object.keys(programs).length * 2 * training.batch;
  return {
    work: (TIMING_ROUNDS + 1) * workOfRound,
    async time({ parameters, inputs }) {
      context.progress.phase('timing', 'parts of a training step');
      // One of them may train everything
      const shapes = trainingState(network, planFor(network, { method: 'noise-injection' }, []), training);
      const session = context.engine.open(
        shapes,
        programs as Record<string, Program>,
        startingState(shapes, parameters),
      );
      try {
        const batch = trainingBatches(material, training, seed).read(0, 0);
        const stepInputs = {
          ...inputs,
          images: batch.pixels,
          labels: batch.labels,
          draw: Int32Array.of(0),
          rate: Float32Array.of(0),
          secondMomentScale: Float32Array.of(1),
        };
        const timing = await timeSteps(session, programs, stepInputs, TIMING_ROUNDS, context.now, () => {
          checkStop(context);
          context.progress.done(workOfRound);
        });
        context.emit({ type: 'timing', timing });
      } finally {
        session.dispose();
      }
    },
  };
}
