import type { Program } from '../../lab/ops/engine.ts';
import { checkProfile, measureNoise, noiseReportProgram } from '../../lab/noise/report.ts';
import { sensitivityProgram } from '../../lab/sensitivity/sensitivity.ts';
import { evaluationProgram } from '../../lab/training/evaluation.ts';
import { checkStop, type JobContext } from './job.ts';
import { createLadderEvaluation } from './ladder-evaluation.ts';
import { testData, type Material } from './material.ts';
import { scoreProfile, scoringOf } from './profile-scores.ts';

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
  const scoring = scoringOf(network, profile, study);
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
    const scores = await scoreProfile(session, 'scores', scoring, material, study, {
      now: context.now,
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
