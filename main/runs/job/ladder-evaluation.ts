import type { Profile } from '../../contract/profile.ts';
import type { AccuracyResult, AccuracyStage } from '../../contract/run.ts';
import type { EvaluationSpecification } from '../../contract/specification.ts';
import { changesByDraw } from '../../lab/noise/perturb.ts';
import type { EngineSession, Values } from '../../lab/ops/engine.ts';
import { evaluateOnce, evaluateProfile, type EvaluationData } from '../../lab/training/evaluation.ts';
import { checkStop, type JobContext } from './job.ts';

/** Draws expected of an evaluation that stops by itself, before it has shown how wide its interval is. */
export const EXPECTED_DRAWS = 16;

/** Measures rungs of the accuracy ladder on one set of images, reports them, and keeps the time left honest. */
export interface LadderEvaluation {
  /** Announces the work of a rung, for the time left. */
  expect(profile?: Profile): void;
  /** @param program an evaluation program of the session, without noise */
  once(program: string, stage: AccuracyStage, what: string): Promise<void>;
  /**
   * @param program an evaluation program of the session, under the profile
   * @param inputs what it reads besides the images: fault rates
   */
  underProfile(program: string, stage: AccuracyStage, profile: Profile, what: string, inputs?: Inputs): Promise<void>;
  /** The same, for what is no rung of the ladder: the result is the caller's to report. */
  measure(program: string, profile: Profile, what: string, inputs: Inputs): Promise<AccuracyResult>;
}

type Inputs = Readonly<Record<string, Values>>;

/** How many draws an interval of this half-width over so many draws will need, by its shrinking with their root. */
function drawsNeeded(draws: number, halfWidth: number, evaluation: EvaluationSpecification): number {
  const needed = Math.ceil(draws * (halfWidth / evaluation.halfWidth) ** 2);
  return Math.min(evaluation.maximumDraws, Math.max(evaluation.minimumDraws, draws, needed));
}

export function createLadderEvaluation(
  context: JobContext,
  session: EngineSession,
  data: EvaluationData,
  evaluation: EvaluationSpecification,
): LadderEvaluation {
  const { emit, progress } = context;
  const startDraws = evaluation.draws === 'auto' ? Math.min(EXPECTED_DRAWS, evaluation.maximumDraws) : evaluation.draws;
  const drawWork = data.batches * evaluation.batch;
  const pass = (program: string, inputs: Inputs = {}) => ({
    session,
    program,
    data,
    inputs,
    onBatch: () => {
      checkStop(context);
      progress.done(evaluation.batch);
    },
  });

  async function measured(
    program: string,
    stage: AccuracyStage,
    profile: Profile,
    what: string,
    inputs?: Inputs,
  ): Promise<AccuracyResult> {
    progress.phase('evaluating', what);
    let expected = startDraws;
    const result = await evaluateProfile(pass(program, inputs), stage, profile, evaluation, (draws, halfWidth) => {
      // The first few draws say little about how many it takes
      if (evaluation.draws === 'auto' && draws >= evaluation.minimumDraws / 2) {
        const needed = drawsNeeded(draws, halfWidth, evaluation);
        progress.expect((needed - expected) * drawWork);
        expected = needed;
      }
      progress.done(0, `${what}: ${draws} of about ${expected} draws`);
    });
    progress.expect((result.draws.length - expected) * (changesByDraw(profile) ? drawWork : 0));
    return result;
  }

  return {
    expect(profile) {
      progress.expect(drawWork * (profile !== undefined && changesByDraw(profile) ? startDraws : 1));
    },
    async once(program, stage, what) {
      progress.phase('evaluating', what);
      emit({ type: 'accuracy', result: await evaluateOnce(pass(program), stage, evaluation.confidence) });
    },
    async underProfile(program, stage, profile, what, inputs) {
      emit({ type: 'accuracy', result: await measured(program, stage, profile, what, inputs) });
    },
    measure: (program, profile, what, inputs) => measured(program, 'recovered', profile, what, inputs),
  };
}
