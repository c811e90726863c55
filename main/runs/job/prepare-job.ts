import type { Program } from '../../lab/ops/engine.ts';
import { checkProfile, measureNoise, noiseReportProgram } from '../../lab/noise/report.ts';
import { isNoisy } from '../../lab/noise/perturb.ts';
import { scoreLayers, sensitivityProgram } from '../../lab/sensitivity/sensitivity.ts';
import { evaluateOnce, evaluateProfile, evaluationProgram } from '../../lab/training/evaluation.ts';
import { checkStop, type JobContext } from './job.ts';
import { testData, trainingBatches, type Material } from './material.ts';

/** Draws an evaluation is expected to need, for the time left: it stops by itself when its interval is narrow. */
const EXPECTED_DRAWS = 8;

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
  const noisy = isNoisy(profile.weights);
  const quantised = profile.quantization !== undefined;
  const programs: Record<string, Program> = {
    clean: evaluationProgram(network, evaluation.batch, seed),
    noisy: evaluationProgram(network, evaluation.batch, seed, profile),
    scores: sensitivityProgram(scoring),
    noise: noiseReportProgram(network, profile, seed),
    ...(quantised
      ? { quantised: evaluationProgram(network, evaluation.batch, seed, { ...profile, weights: { noise: 'none' } }) }
      : {}),
  };
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const session = engine.open(shapes, programs, parameters);
  try {
    const test = testData(material, evaluation.batch, data.limits.test);
    const draws = noisy ? (evaluation.draws === 'auto' ? EXPECTED_DRAWS : evaluation.draws) : 1;
    progress.expect(test.images * (1 + (quantised ? 1 : 0) + draws) + 3 * sensitivity.batch * sensitivity.draws);
    const pass = (program: string) => ({
      session,
      program,
      data: test,
      onBatch: () => {
        checkStop(context);
        progress.done(evaluation.batch);
      },
    });

    progress.phase('evaluating', 'accuracy of the clean network');
    emit({ type: 'accuracy', result: await evaluateOnce(pass('clean'), 'clean', evaluation.confidence) });
    if (quantised) {
      progress.phase('evaluating', 'accuracy of the quantised network');
      emit({ type: 'accuracy', result: await evaluateOnce(pass('quantised'), 'quantised', evaluation.confidence) });
    }
    emit({ type: 'noise', report: await measureNoise(session, 'noise', network, profile) });
    progress.phase('evaluating', 'accuracy under noise, before training');
    emit({
      type: 'accuracy',
      result: await evaluateProfile(pass('noisy'), 'noisy', profile, evaluation, (done) =>
        progress.done(0, `accuracy under noise, before training: ${done} draws`),
      ),
    });

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
