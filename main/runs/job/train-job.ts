import type { TrainingPosition } from '../../contract/run.ts';
import { trainingBegin } from '../../contract/resumed-training.ts';
import type { EngineSession, Program } from '../../lab/ops/engine.ts';
import { evaluateDraw, evaluationProgram } from '../../lab/training/evaluation.ts';
import { float16Weights } from '../../lab/training/float16.ts';
import { methodHardware, withFaultRates } from '../../lab/training/hardware.ts';
import { planFor } from '../../lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../lab/training/step.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { measureFaultAccuracies, faultAccuracyCount } from './fault-accuracies.ts';
import { faultRates, faultRateShapes } from './fault-rates.ts';
import { StopRequested, type JobContext } from './job.ts';
import { createLadderEvaluation } from './ladder-evaluation.ts';
import { endPosition, stepsPerEpoch, testData, trainingBatches, validationData, type Material } from './material.ts';
import { stepParts } from './step-parts.ts';
import { storedMemory } from './stored-memory.ts';
import { trainEpoch } from './training-loop.ts';

/**
 * Trains one method with one seed under one profile, or plainly for a pretraining; then measures what was recovered, what
 * its memory costs and how long a step takes. A checkpoint is kept after every epoch, and where it was stopped.
 *
 * @throws StopRequested after the checkpoint of a stop
 */
export async function runTrainJob(context: JobContext, material: Material): Promise<void> {
  const { assignment, engine, emit, progress } = context;
  const { study, seed, profile: labelled, method = { method: 'plain' } } = assignment.configuration;
  const pretraining = assignment.configuration.kind === 'pretrain';
  const training = pretraining ? study.model.pretraining! : study.training;
  const hardware = labelled === undefined ? undefined : methodHardware(labelled.profile, method);
  const { network, parameters } = material;
  const { evaluation } = study;
  const source = trainingBatches(material, training, seed);
  const steps = stepsPerEpoch(source, training);

  const plan = planFor(network, method, assignment.sensitivity ?? []);
  emit({ type: 'plan', plan });
  const shapes = trainingState(network, plan, training);
  const stepOptions = {
    network,
    plan,
    training,
    seed,
    ...(hardware?.training === undefined ? {} : { profile: hardware.training, ratesAsInput: hardware.ratesAsInput }),
  };
  const parts = pretraining ? undefined : stepParts(context, material, stepOptions);
  const programs: Record<string, Program> = {
    step: trainingStepProgram(stepOptions),
    clean: evaluationProgram(network, evaluation.batch, seed, hardware?.clean),
    ...(hardware === undefined
      ? {}
      : { noisy: evaluationProgram(network, evaluation.batch, seed, hardware.evaluation, hardware) }),
  };
  const keptShapes = { ...shapes, ...faultRateShapes(network, labelled?.profile, method, steps) };
  const resumed =
    assignment.resumeFrom === undefined ? undefined : readCheckpoint(assignment.resumeFrom.file, network, keptShapes);
  const rates =
    hardware === undefined
      ? undefined
      : faultRates({
          network,
          profile: labelled!.profile,
          method,
          hardware,
          training,
          stepsPerEpoch: steps,
          seed,
          ...(resumed === undefined ? {} : { tensors: resumed }),
        });
  const session = engine.open(shapes, programs, startingState(shapes, resumed ?? parameters));
  try {
    const test = testData(material, evaluation.batch, study.data.limits.test);
    const validation = validationData(material, evaluation.batch);
    let position = assignment.resumeFrom?.position ?? { epoch: 0, step: 0 };
    const ladder = createLadderEvaluation(context, session, test, evaluation);
    const workUpTo = ({ epoch, step }: TrainingPosition): number =>
      (epoch * steps + step) * 3 * training.batch + epoch * (validation?.images ?? 0);
    progress.reached(workUpTo(position));
    progress.expect(workUpTo(endPosition(training)) - workUpTo(position) + (parts?.work ?? 0));
    ladder.expect();
    if (hardware !== undefined) {
      const measured = 1 + faultAccuracyCount(network, hardware, evaluation);
      for (let i = 0; i < measured; i++) ladder.expect(withFaultRates(hardware.evaluation, rates!.inUse()));
    }

    if (position.epoch < training.epochs) {
      const stepsDone = position.epoch * steps + position.step;
      progress.phase('training', trainingBegin(position.epoch + 1, training.epochs, stepsDone));
    }
    while (position.epoch < training.epochs) {
      const { epoch } = position;
      position = await trainEpoch({ context, session, source, training, position, rates });
      // Before the checkpoint: whoever resumes from it does not come back here
      if (validation !== undefined && position.epoch > epoch) {
        await validate(context, session, validation, position, steps);
      }
      progress.report();
      const state = { ...(await session.read()), ...rates?.tensors() };
      emit(writeCheckpoint(assignment.incomingFolder, network, keptShapes, state, position, false));
      if (context.stopRequested()) {
        throw new StopRequested();
      }
    }

    if (method.method === 'reliable' && method.storage === 'float16') {
      await session.write(float16Weights(network, await session.read(Object.keys(network.parameters))));
    }
    await ladder.once('clean', 'recovered-clean', 'accuracy after training, without noise');
    if (hardware !== undefined && rates !== undefined) {
      const inUse = rates.inUse();
      await ladder.underProfile(
        'noisy',
        'recovered',
        withFaultRates(hardware.evaluation, inUse),
        'accuracy after training, under noise',
        { rates: Float32Array.from(Object.values(inUse)) },
      );
      emit({ type: 'memory', report: storedMemory(network, hardware.evaluation, method, inUse, rates.banks()) });
      await measureFaultAccuracies({ network, hardware, evaluation, ladder, inUse, emit });
    }
    const state = await session.read(Object.keys(network.parameters));
    emit(writeCheckpoint(assignment.incomingFolder, network, shapes, state, endPosition(training), true));
    await parts?.time({ parameters: state, inputs: rates?.ofStep(0, 0) ?? {} });
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
