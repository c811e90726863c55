import type { Program } from '../../lab/ops/engine.ts';
import { checkProfile, measureNoise, noiseReportProgram } from '../../lab/noise/report.ts';
import { scoreLayers, sensitivityProgram } from '../../lab/sensitivity/sensitivity.ts';
import { evaluationProgram } from '../../lab/training/evaluation.ts';
import { checkStop, type JobContext } from './job.ts';
import { createLadderEvaluation } from './ladder-evaluation.ts';
import { testData, trainingBatches, type Material } from './material.ts';

/**
 * What a profile costs before anything is trained: the ladder clean, quantised, noisy; the sensitivity of each layer; and
 * the noise measured beside the noise asked for.
 */
export async function runPrepareJob(context: JobContext, material: Material): Promise<void> {
  const { assignment, engine, emit, progress } = context;
  const { study, seed, profile: labelled } = assignment.configuration;
  const profile = labelled!.profile;
  const { network, parameters } = material;
  checkProfile(network, profile);
  const { evaluation, sensitivity, data } = study;
  const scoring = { network, profile, metrics: sensitivity.metrics, batch: sensitivity.batch, seed: sensitivity.seed };
  const quantised = profile.quantization !== undefined;
  const programs: Record<string, Program> = {
    clean: evaluationProgram(network, evaluation.batch, seed),
    noisy: evaluationProgram(network, evaluation.batch, seed, profile),
    scores: sensitivityProgram(scoring),
    noise: noiseReportProgram(network, profile, seed),
    ...(quantised
      ? {
          quantised: evaluationProgram(network, evaluation.batch, seed, {
            ...profile,
            memory: undefined,
            weights: { noise: 'none' },
          }),
        }
      : {}),
  };
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const session = engine.open(shapes, programs, parameters);
  try {
    const test = testData(material, evaluation.batch, data.limits.test);
    const ladder = createLadderEvaluation(context, session, test, evaluation);
    ladder.expect();
    if (quantised) ladder.expect();
    ladder.expect(profile);
    progress.expect(3 * sensitivity.batch * sensitivity.draws);

    await ladder.once('clean', 'clean', 'accuracy of the clean network');
    if (quantised) await ladder.once('quantised', 'quantised', 'accuracy of the quantised network');
    emit({ type: 'noise', report: await measureNoise(session, 'noise', network, profile) });
    await ladder.underProfile('noisy', 'noisy', profile, 'accuracy under noise, before training');

    progress.phase('scoring', 'sensitivity of each layer');
    const source = trainingBatches(
      material,
      { ...study.training, batch: sensitivity.batch, augmentation: { pad: 0, flip: false } },
      sensitivity.seed,
    );
    const scores = await scoreLayers(session, 'scores', {
      options: scoring,
      images: source.read(0, 0).pixels,
      draws: sensitivity.draws,
      now: () => context.now() / 1000,
      onDraw: (done) => {
        checkStop(context);
        progress.done(3 * sensitivity.batch, `sensitivity of each layer: draw ${done} of ${sensitivity.draws}`);
      },
    });
    emit({ type: 'sensitivity', scores });
  } finally {
    session.dispose();
  }
}
