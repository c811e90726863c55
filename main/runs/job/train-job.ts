import type { TrainingPosition } from '../../contract/run.ts';
import type { TrainingSpecification } from '../../contract/specification.ts';
import type { EngineSession, Program } from '../../lab/ops/engine.ts';
import { evaluateDraw, evaluationProgram } from '../../lab/training/evaluation.ts';
import { planFor } from '../../lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../lab/training/step.ts';
import { timedStepPrograms, timeSteps } from '../../lab/training/timing.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { checkStop, StopRequested, type JobContext } from './job.ts';
import { createLadderEvaluation } from './ladder-evaluation.ts';
import { endPosition, stepsPerEpoch, testData, trainingBatches, validationData, type Material } from './material.ts';
import { trainEpoch } from './training-loop.ts';

/** Rounds a step's parts are timed in; medians of so many settle to a few per cent. */
const TIMING_ROUNDS = 9;

/**
 * Trains one method with one seed under one profile, or plainly for a pretraining; then measures what was recovered and
 * how long a step takes. A checkpoint is kept after every epoch, and where it was stopped.
 *
 * @throws StopRequested after the checkpoint of a stop
 */
export async function runTrainJob(context: JobContext, material: Material): Promise<void> {
  const { assignment, engine, emit, progress } = context;
  const { study, seed, profile: labelled, method = { method: 'plain' } } = assignment.configuration;
  const pretraining = assignment.configuration.kind === 'pretrain';
  const training = pretraining ? study.model.pretraining! : study.training;
  const noise = method.method === 'plain' ? undefined : labelled?.profile;
  const { network, parameters } = material;
  const { evaluation } = study;

  const plan = planFor(network, method, assignment.sensitivity ?? []);
  emit({ type: 'plan', plan });
  const shapes = trainingState(network, plan, training);
  const stepOptions = { network, plan, training, seed, ...(noise === undefined ? {} : { profile: noise }) };
  const timed = pretraining ? {} : timedStepPrograms(stepOptions);
  const programs: Record<string, Program> = {
    step: trainingStepProgram(stepOptions),
    clean: evaluationProgram(network, evaluation.batch, seed),
    ...(labelled === undefined ? {} : { noisy: evaluationProgram(network, evaluation.batch, seed, labelled.profile) }),
  };
  const initial =
    assignment.resumeFrom === undefined
      ? startingState(shapes, parameters)
      : readCheckpoint(assignment.resumeFrom.file, network, shapes);
  const session = engine.open(shapes, programs, initial);
  try {
    const source = trainingBatches(material, training, seed);
    const steps = stepsPerEpoch(source, training);
    const test = testData(material, evaluation.batch, study.data.limits.test);
    const validation = validationData(material, evaluation.batch);
    let position = assignment.resumeFrom?.position ?? { epoch: 0, step: 0 };
    const epochsLeft = training.epochs - position.epoch;
    const ladder = createLadderEvaluation(context, session, test, evaluation);
    progress.expect(
      (epochsLeft * steps - position.step) * 3 * training.batch +
        epochsLeft * (validation?.images ?? 0) +
        Object.keys(timed).length * (TIMING_ROUNDS + 1) * 2 * training.batch,
    );
    ladder.expect();
    if (labelled !== undefined) ladder.expect(labelled.profile);

    if (position.epoch < training.epochs) {
      progress.phase('training', `epoch ${position.epoch + 1} of ${training.epochs}`);
    }
    while (position.epoch < training.epochs) {
      const { epoch } = position;
      position = await trainEpoch({ context, session, source, training, position });
      // Before the checkpoint: whoever resumes from it does not come back here
      if (validation !== undefined && position.epoch > epoch) {
        await validate(context, session, validation, position, steps);
      }
      const state = await session.read();
      emit(writeCheckpoint(assignment.incomingFolder, network, shapes, state, position, false));
      if (context.stopRequested()) {
        throw new StopRequested();
      }
    }

    await ladder.once('clean', 'recovered-clean', 'accuracy after training, without noise');
    if (labelled !== undefined) {
      await ladder.underProfile('noisy', 'recovered', labelled.profile, 'accuracy after training, under noise');
    }
    const state = await session.read(Object.keys(network.parameters));
    emit(writeCheckpoint(assignment.incomingFolder, network, shapes, state, endPosition(training), true));
    if (!pretraining) {
      await timeParts(context, material, training, timed, state, stepOptions);
    }
  } finally {
    session.dispose();
  }
}

async function validate(
  context: JobContext,
  session: EngineSession,
  data: NonNullable<ReturnType<typeof validationData>>,
  position: TrainingPosition,
  steps: number,
): Promise<void> {
  const onBatch = (): void => context.progress.done(context.assignment.configuration.study.evaluation.batch);
  const { accuracy, loss } = await evaluateDraw({ session, program: 'clean', data, onBatch }, 0);
  const step = position.epoch * steps;
  context.emit({
    type: 'metrics',
    points: [
      { series: 'validation-accuracy', step, value: accuracy },
      { series: 'validation-loss', step, value: loss },
    ],
  });
}

/** In a session of its own, whose updates go nowhere. */
async function timeParts(
  context: JobContext,
  material: Material,
  training: TrainingSpecification,
  timed: ReturnType<typeof timedStepPrograms>,
  parameters: Readonly<Record<string, Float32Array>>,
  { network, seed }: { readonly network: Material['network']; readonly seed: number },
): Promise<void> {
  context.progress.phase('timing', 'parts of a training step');
  const shapes = trainingState(network, planFor(network, { method: 'noise-injection' }, []), training);
  const session = context.engine.open(shapes, timed as Record<string, Program>, startingState(shapes, parameters));
  try {
    const batch = trainingBatches(material, training, seed).read(0, 0);
    const inputs = {
      images: batch.pixels,
      labels: batch.labels,
      draw: Int32Array.of(0),
      rate: Float32Array.of(0),
      secondMomentScale: Float32Array.of(1),
    };
    const timing = await timeSteps(session, timed, inputs, TIMING_ROUNDS, context.now, () => {
      checkStop(context);
      context.progress.done(Object.keys(timed).length * 2 * training.batch);
    });
    context.emit({ type: 'timing', timing });
  } finally {
    session.dispose();
  }
}
