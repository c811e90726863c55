import type { TrainingPlan } from '../../contract/run.ts';
import type { TrainingSpecification } from '../../contract/specification.ts';
import { backwardPass } from '../network/backward.ts';
import { forwardPass } from '../network/forward.ts';
import type { Network } from '../network/network.ts';
import { softmaxCrossEntropyLoss } from '../network/rules/softmax-cross-entropy.ts';
import {
  defineProgram,
  type InputSpecification,
  type Program,
  type ProgramResult,
  type StateSpecification,
} from '../ops/engine.ts';
import type { Ops } from '../ops/ops.ts';
import { streamKey } from '../random/stream.ts';
import { binaryWeightBounds, boundedWeight, clippedWeight } from './clip.ts';
import { hardwareParameters, rateInputs, type ProgramHardware } from './hardware-parameters.ts';
import { optimizerUpdate, slotNames, slotShapes } from './optimizer.ts';
import { trainableParametersOf } from './plan.ts';

/** How much of a step is carried out, to time its parts by difference. Each includes those before it. */
export type StepExtent = 'forward' | 'input-gradients' | 'weight-gradients' | 'update';

/** Without a profile: plain training, no noise. */
export interface StepOptions extends ProgramHardware {
  readonly plan: TrainingPlan;
  readonly training: TrainingSpecification;
  /** `update` (all of it) unless a part is to be timed */
  readonly extent?: StepExtent;
}

export function imageInputs(network: Network, batch: number): Record<string, InputSpecification> {
  return {
    images: { shape: [batch, ...network.inputShape], type: 'float32' },
    labels: { shape: [batch], type: 'int32' },
    draw: { shape: [], type: 'int32' },
  };
}

/** The state a training session needs: every parameter, and the optimiser's slots of those that train. */
export function trainingState(
  network: Network,
  plan: TrainingPlan,
  training: TrainingSpecification,
): StateSpecification {
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const trainable = Object.fromEntries([...trainableParametersOf(network, plan)].map((name) => [name, shapes[name]]));
  return { ...shapes, ...slotShapes(training.optimizer, trainable) };
}

/** What a session starts from: the parameters, and zeros for the optimiser's slots. */
export function startingState(
  state: StateSpecification,
  parameters: Readonly<Record<string, Float32Array>>,
): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(state).map(([name, shape]) => [
      name,
      parameters[name] ?? new Float32Array(shape.reduce((a, b) => a * b, 1)),
    ]),
  );
}

/** How many rows of a batch the largest logit gets right; rows labelled -1 never count. */
export function correctCount<T>(ops: Ops<T>, logits: T, labels: T, classes: number): T {
  const rows = ops.shapeOf(labels)[0];
  const classIndices = ops.constant(Array.from({ length: classes }, (_, c) => c));
  const target = ops.oneHot(labels, classes);
  const labelled = ops.sum(target, [1]);
  const label = ops.sum(ops.multiply(target, classIndices), [1]);
  const hit = ops.equal(ops.reshape(ops.argMax(ops.widen(logits)), [rows]), label);
  return ops.sum(ops.multiply(hit, labelled), [0]);
}

/**
 * One number of each tensor: fetching it demands that the tensors are computed, at next to no cost. (A control dependency
 * would not do: TensorFlow's optimiser drops work that nothing reads.)
 */
function firstElements<T>(ops: Ops<T>, xs: readonly T[]): T {
  const firsts = xs.map((x) => {
    const shape = ops.shapeOf(x);
    const first = ops.slice(
      x,
      shape.map(() => 0),
      shape.map(() => 1),
    );
    return ops.reshape(ops.widen(first), [1]);
  });
  return ops.concat([...firsts, ops.zeros([1])], 0);
}

function clippedParameter<T>(
  ops: Ops<T>,
  network: Network,
  name: string,
  parameter: T,
  training: TrainingSpecification,
  binaryBound: number | undefined,
): T {
  const clipped =
    training.clip !== undefined && network.parameters[name].kind.endsWith('weight')
      ? clippedWeight(ops, parameter, training.clip.alpha)
      : parameter;
  return binaryBound === undefined ? clipped : boundedWeight(ops, clipped, binaryBound);
}

/**
 * One training step: disturb the weights, forward, loss, backward, update.
 *
 * The gradient is taken at the disturbed weights and applied to the clean ones; it is not differentiated through the
 * disturbance (Joshi et al. 2020; SAFT section 2). Noise falls on every matmul layer, frozen or not. What the plan freezes
 * is never written, batch-norm statistics included.
 *
 * Behind binary weights the real ones are kept within the bound of the profile (BinaryConnect, arXiv:1511.00363).
 *
 * Inputs: images, labels, `draw` (the number of the step: names the noise), `rate` and `secondMomentScale` (see
 * {@link optimizerUpdate}), and `rates` where the fault rates are given (see {@link rateInputs}). Outputs: `loss`, the mean over the batch, and `correct`.
 */
export function trainingStepProgram(options: StepOptions): Program {
  const { network, plan, training, profile, seed, extent = 'update' } = options;
  const trainable = trainableParametersOf(network, plan);
  const binaryBounds = profile === undefined ? {} : binaryWeightBounds(network, profile);
  return defineProgram({
    inputs: {
      ...imageInputs(network, training.batch),
      rate: { shape: [], type: 'float32' },
      secondMomentScale: { shape: [], type: 'float32' },
      ...rateInputs(options),
    },
    build<T>(
      ops: Ops<T>,
      { images, labels, draw, rate, secondMomentScale, rates }: Readonly<Record<string, T>>,
      state: Readonly<Record<string, T>>,
    ): ProgramResult<T> {
      const parameters = hardwareParameters(ops, options, 'training', state, { draw, rates });
      const tape = forwardPass(ops, network, parameters, images, {
        batchStatistics: new Set(plan.trainedBatchNorms),
        dropout: (node) => ({ key: streamKey(seed, `dropout:${node}`), draw }),
      });
      const { loss, gradient } = softmaxCrossEntropyLoss(ops, tape.output, labels, {
        classes: network.classes,
        labelSmoothing: training.labelSmoothing,
      });
      const correct = correctCount(ops, tape.output, labels, network.classes);
      if (extent === 'forward') {
        return { outputs: { loss, correct } };
      }
      const gradients = backwardPass(ops, network, parameters, tape, gradient, trainable, {
        parameterGradients: extent !== 'input-gradients',
      });
      if (extent !== 'update') {
        const demanded = [...gradients.values, ...Object.values(gradients.parameters)];
        return { outputs: { loss, correct, demanded: firstElements(ops, demanded) } };
      }
      const updates: Record<string, T> = { ...tape.statistics };
      for (const [name, parameterGradient] of Object.entries(gradients.parameters)) {
        const slots = slotNames(training.optimizer, name);
        const update = optimizerUpdate(
          ops,
          training.optimizer,
          state[name],
          parameterGradient,
          slots.map((slot) => state[slot]),
          rate,
          secondMomentScale,
        );
        slots.forEach((slot, i) => (updates[slot] = update.slots[i]));
        updates[name] = clippedParameter(ops, network, name, update.parameter, training, binaryBounds[name]);
      }
      return { outputs: { loss, correct }, updates };
    },
  });
}
