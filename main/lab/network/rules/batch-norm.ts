import { LabError } from '../../../contract/errors.ts';
import type { Ops, Shape } from '../../ops/ops.ts';
import type { BatchNormNode } from '../network.ts';
import type { BackwardArguments, LayerRule, RuleForward, RuleGradients } from '../rule.ts';
import { invalidNode, requireInputs, requireParameterShape } from './invalid-node.ts';

const pixelAxes = [0, 1, 2];

/**
 * Batch normalisation (Ioffe and Szegedy, ICML 2015) of [n, h, w, c], or of vectors [n, c], which count as images of one
 * pixel.
 *
 * By the batch's statistics where `mode.batchStatistics` names the node; then the running statistics move as PyTorch's
 * do, `(1 - momentum) * running + momentum * batch`, with the unbiased variance of the batch. Otherwise frozen: by the
 * stored statistics, which do not move.
 */
export const batchNormRule: LayerRule<BatchNormNode> = {
  shape(node, inputs, parameters) {
    requireInputs(node, inputs, 1, [2, 4]);
    const channels = inputs[0].at(-1)!;
    for (const [role, shape] of Object.entries(parameters)) requireParameterShape(node, role, shape, [channels]);
    if (!(node.epsilon > 0)) throw invalidNode(node, `Its epsilon ${node.epsilon} is not above 0.`);
    if (!(node.momentum >= 0 && node.momentum <= 1)) {
      throw invalidNode(node, `Its momentum ${node.momentum} is not between 0 and 1.`);
    }
    return inputs[0];
  },

  forward(ops, node, [x], parameters, mode) {
    const images = asImages(ops, x);
    const isByBatch = mode.batchStatistics.has(node.name);
    const forward = (isByBatch ? forwardByBatch : forwardFrozen)(ops, node, images, parameters);
    return { ...forward, output: shapedAs(ops, forward.output, x) };
  },

  backward(ops, args) {
    const [x] = args.inputs;
    const images = { ...args, inputs: [asImages(ops, x)], gradient: asImages(ops, args.gradient) };
    const isByBatch = args.mode.batchStatistics.has(args.node.name);
    const { inputs, parameters } = (isByBatch ? backwardByBatch : backwardFrozen)(ops, images);
    return { inputs: [inputs[0] && shapedAs(ops, inputs[0], x)], parameters };
  },
};

/** Vectors [n, c] as [n, 1, 1, c], which is what the kernels read */
function asImages<T>(ops: Ops<T>, x: T): T {
  const shape = ops.shapeOf(x);
  return shape.length === 2 ? ops.reshape(x, [shape[0], 1, 1, shape[1]]) : x;
}

/** The result in the shape of x. Neither way are images reshaped: the programs of convolutional networks stay as they are. */
function shapedAs<T>(ops: Ops<T>, result: T, x: T): T {
  const shape = ops.shapeOf(x);
  return shape.length === 2 ? ops.reshape(result, shape) : result;
}

function forwardByBatch<T>(
  ops: Ops<T>,
  node: BatchNormNode,
  x: T,
  { scale, shift, runningMean, runningVariance }: Readonly<Record<string, T>>,
): RuleForward<T> {
  const count = valuesPerChannel(ops.shapeOf(x));
  if (count < 2) {
    throw new LabError(
      'invalid-argument',
      `Batch normalisation ${node.name} has one value per channel, whose variance is undefined.`,
      'Train with a larger batch, or freeze this layer.',
    );
  }
  const { output, mean, variance, saved } = ops.batchNormTraining(x, scale, shift, node.epsilon);
  const moved = (running: T, batch: T, batchShare: number) =>
    ops.add(
      ops.multiply(running, ops.constant(1 - node.momentum)),
      ops.multiply(batch, ops.constant(batchShare * node.momentum)),
    );
  const statistics = {
    runningMean: moved(runningMean, mean, 1),
    runningVariance: moved(runningVariance, variance, count / (count - 1)),
  };
  return { output, saved, statistics };
}

function forwardFrozen<T>(
  ops: Ops<T>,
  node: BatchNormNode,
  x: T,
  { scale, shift, runningMean, runningVariance }: Readonly<Record<string, T>>,
): RuleForward<T> {
  const output = ops.batchNormInference(x, scale, shift, runningMean, runningVariance, node.epsilon);
  return { output, saved: [] };
}

function backwardByBatch<T>(ops: Ops<T>, args: BackwardArguments<BatchNormNode, T>): RuleGradients<T> {
  const { node, inputs, parameters, forward, gradient, needs } = args;
  // One fused kernel gives all three; its sums are needed for the input's gradient anyway.
  const all = ops.batchNormGradient(gradient, inputs[0], parameters.scale, forward.saved, node.epsilon);
  const gradients: Record<string, T> = {};
  if (needs.parameters.has('scale')) gradients.scale = all.scale;
  if (needs.parameters.has('shift')) gradients.shift = all.shift;
  return { inputs: [needs.inputs[0] ? all.input : undefined], parameters: gradients };
}

function backwardFrozen<T>(ops: Ops<T>, args: BackwardArguments<BatchNormNode, T>): RuleGradients<T> {
  const { node, inputs, parameters, gradient, needs } = args;
  const reciprocalDeviation = () =>
    ops.reciprocalSquareRoot(ops.add(parameters.runningVariance, ops.constant(node.epsilon)));
  const gradients: Record<string, T> = {};
  if (needs.parameters.has('scale')) {
    // Wide: x - mean cancels, and a mean rounded to bfloat16 would bias the whole sum.
    const centred = ops.subtract(ops.widen(inputs[0]), parameters.runningMean);
    const product = ops.sum(ops.multiply(ops.widen(gradient), centred), pixelAxes);
    gradients.scale = ops.multiply(product, reciprocalDeviation());
  }
  if (needs.parameters.has('shift')) gradients.shift = ops.sum(gradient, pixelAxes);
  const input = needs.inputs[0]
    ? ops.multiply(gradient, ops.multiply(parameters.scale, reciprocalDeviation()))
    : undefined;
  return { inputs: [input], parameters: gradients };
}

function valuesPerChannel([batch, height, width]: Shape): number {
  return batch * height * width;
}
