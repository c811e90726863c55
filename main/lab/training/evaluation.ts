import type { Profile } from '../../contract/profile.ts';
import type { AccuracyResult, AccuracyStage } from '../../contract/run.ts';
import type { EvaluationSpecification } from '../../contract/specification.ts';
import { forwardPass } from '../network/forward.ts';
import type { Network } from '../network/network.ts';
import { softmaxCrossEntropyLoss } from '../network/rules/softmax-cross-entropy.ts';
import { changesByDraw } from '../noise/perturb.ts';
import { defineProgram, type EngineSession, type Program, type Values } from '../ops/engine.ts';
import { wilsonInterval } from '../statistics/binomial.ts';
import { drawsUntilNarrow, feedDraw } from '../statistics/sequential.ts';
import { meanInterval } from '../statistics/student-t.ts';
import { hardwareParameters, rateInputs } from './hardware-parameters.ts';
import { correctCount, imageInputs } from './step.ts';

export interface LabelledBatch {
  /** Normalised, [batch, h, w, c] */
  readonly pixels: Float32Array;
  /** -1 where there is no image */
  readonly labels: Int32Array;
  readonly count: number;
}

/** Test images in batches of one size, in a fixed order. */
export interface EvaluationData {
  readonly batches: number;
  readonly images: number;
  read(index: number): LabelledBatch;
}

/**
 * Inference with frozen batch-norm and no dropout: inputs images, labels, `draw`; outputs `correct`, the number of hits, and
 * `loss`, the sum over labelled rows. One draw is one chip: every batch of the same draw sees the same disturbed weights.
 *
 * @param ratesAsInput the input `rates` has the fault rates of the memory layers; see `rateInputs`
 */
export function evaluationProgram(
  network: Network,
  batch: number,
  seed: number,
  profile?: Profile,
  { ratesAsInput }: { readonly ratesAsInput?: boolean } = {},
): Program {
  const hardware = { network, profile, ratesAsInput, seed };
  return defineProgram({
    inputs: { ...imageInputs(network, batch), ...rateInputs(hardware) },
    build(ops, { images, labels, draw, rates }, state) {
      const parameters = hardwareParameters(ops, hardware, 'evaluation', state, { draw, rates });
      const { output } = forwardPass(ops, network, parameters, images, { batchStatistics: new Set() });
      const { loss } = softmaxCrossEntropyLoss(ops, output, labels, { classes: network.classes });
      const labelled = ops.sum(ops.oneHot(labels, network.classes), [0, 1]);
      return {
        outputs: { correct: correctCount(ops, output, labels, network.classes), loss: ops.multiply(loss, labelled) },
      };
    },
  });
}

/** Names an evaluation program: which one, and the noise draw it uses. */
export interface EvaluationPass {
  readonly session: EngineSession;
  readonly program: string;
  readonly data: EvaluationData;
  /** What the program reads besides images, labels and draw */
  readonly inputs?: Readonly<Record<string, Values>>;
  /** Called between batches; may throw to end the evaluation */
  readonly onBatch?: () => void | Promise<void>;
}

/** Accuracy and mean loss over all images for one draw. */
export async function evaluateDraw(
  { session, program, data, inputs, onBatch }: EvaluationPass,
  draw: number,
): Promise<{ accuracy: number; correct: number; loss: number }> {
  let correct = 0;
  let loss = 0;
  for (let i = 0; i < data.batches; i++) {
    const batch = data.read(i);
    const outputs = await session.run(program, {
      ...inputs,
      images: batch.pixels,
      labels: batch.labels,
      draw: Int32Array.of(draw),
    });
    correct += outputs['correct'][0];
    loss += outputs['loss'][0];
    await onBatch?.();
  }
  return { accuracy: correct / data.images, correct, loss: loss / data.images };
}

/** A stage without noise: one pass, with Wilson's interval over the test images. */
export async function evaluateOnce(
  pass: EvaluationPass,
  stage: AccuracyStage,
  confidence: number,
): Promise<AccuracyResult> {
  const { accuracy, correct } = await evaluateDraw(pass, 0);
  const { low, high } = wilsonInterval(correct, pass.data.images, confidence);
  return { stage, accuracy, low, high, confidence, draws: [accuracy], images: pass.data.images };
}

/**
 * A stage under noise: draws chips until Student's interval of the mean accuracy is as narrow as asked, or the limit is
 * reached. LaNMax (arXiv:1912.10764) resamples until its interval is narrow; how narrow is the user's choice.
 *
 * @param onDraw called after each draw with the half-width so far
 */
export async function evaluateUnderNoise(
  pass: EvaluationPass,
  stage: AccuracyStage,
  evaluation: EvaluationSpecification,
  onDraw?: (draws: number, halfWidth: number) => void,
): Promise<AccuracyResult> {
  const values: number[] = [];
  const drawOnce = async (): Promise<number> => {
    const { accuracy } = await evaluateDraw(pass, values.length);
    values.push(accuracy);
    onDraw?.(values.length, meanInterval(values, evaluation.confidence).halfWidth);
    return accuracy;
  };
  if (evaluation.draws === 'auto') {
    let state = drawsUntilNarrow({
      confidence: evaluation.confidence,
      halfWidth: evaluation.halfWidth,
      minimumDraws: evaluation.minimumDraws,
      maximumDraws: Math.max(evaluation.minimumDraws, evaluation.maximumDraws),
    });
    while (state.verdict === 'continue') {
      state = feedDraw(state, await drawOnce());
    }
  } else {
    while (values.length < evaluation.draws) await drawOnce();
  }
  const { mean, low, high } = meanInterval(values, evaluation.confidence);
  return {
    stage,
    accuracy: mean,
    low,
    high,
    confidence: evaluation.confidence,
    draws: values,
    images: pass.data.images,
  };
}

/** The accuracy of a network on the hardware a profile describes: over draws, or once where there is nothing random. */
export function evaluateProfile(
  pass: EvaluationPass,
  stage: AccuracyStage,
  profile: Profile,
  evaluation: EvaluationSpecification,
  onDraw?: (draws: number, halfWidth: number) => void,
): Promise<AccuracyResult> {
  return changesByDraw(profile)
    ? evaluateUnderNoise(pass, stage, evaluation, onDraw)
    : evaluateOnce(pass, stage, evaluation.confidence);
}
