import type { BatchNormForward } from '../../main/lab/ops/ops.ts';
import { forEachCoordinates, tabulate } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

function channelMeans(x: ReferenceTensor, value: (offset: number, channel: number) => number): Float64Array {
  const channels = x.shape[x.shape.length - 1];
  const count = x.values.length / channels;
  const means = new Float64Array(channels);
  forEachCoordinates(x.shape, (coordinates, offset) => {
    const channel = coordinates[coordinates.length - 1];
    means[channel] += value(offset, channel) / count;
  });
  return means;
}

export function batchNormInference(
  x: ReferenceTensor,
  scale: ReferenceTensor,
  shift: ReferenceTensor,
  mean: ReferenceTensor,
  variance: ReferenceTensor,
  epsilon: number,
): ReferenceTensor {
  const channels = scale.values.length;
  const values = x.values.map((value, offset) => {
    const c = offset % channels;
    return ((value - mean.values[c]) / Math.sqrt(variance.values[c] + epsilon)) * scale.values[c] + shift.values[c];
  });
  return { shape: x.shape, values };
}

export function batchNormTraining(
  x: ReferenceTensor,
  scale: ReferenceTensor,
  shift: ReferenceTensor,
  epsilon: number,
): BatchNormForward<ReferenceTensor> {
  const means = channelMeans(x, (offset) => x.values[offset]);
  const variances = channelMeans(x, (offset, channel) => (x.values[offset] - means[channel]) ** 2);
  const mean = { shape: scale.shape, values: means };
  const variance = { shape: scale.shape, values: variances };
  const output = batchNormInference(x, scale, shift, mean, variance, epsilon);
  return { output, mean, variance, saved: [mean, variance] };
}

/** Ioffe and Szegedy 2015, the chain rule of section 3, with the means taken together. */
export function batchNormGradient(
  dy: ReferenceTensor,
  x: ReferenceTensor,
  scale: ReferenceTensor,
  [mean, variance]: readonly ReferenceTensor[],
  epsilon: number,
): { readonly input: ReferenceTensor; readonly scale: ReferenceTensor; readonly shift: ReferenceTensor } {
  const channels = scale.values.length;
  const count = x.values.length / channels;
  const deviation = variance.values.map((value) => Math.sqrt(value + epsilon));
  const normalised = x.values.map((value, offset) => {
    const channel = offset % channels;
    return (value - mean.values[channel]) / deviation[channel];
  });
  const meanGradient = channelMeans(dy, (offset) => dy.values[offset]);
  const meanProduct = channelMeans(dy, (offset) => dy.values[offset] * normalised[offset]);
  const input = dy.values.map((gradient, offset) => {
    const c = offset % channels;
    return (scale.values[c] / deviation[c]) * (gradient - meanGradient[c] - normalised[offset] * meanProduct[c]);
  });
  return {
    input: { shape: x.shape, values: input },
    scale: { shape: scale.shape, values: meanProduct.map((value) => value * count) },
    shift: { shape: scale.shape, values: meanGradient.map((value) => value * count) },
  };
}

export function logSoftmax(logits: ReferenceTensor): ReferenceTensor {
  const classes = logits.shape[logits.shape.length - 1];
  const values = logits.values.map((logit, offset) => {
    const first = offset - (offset % classes);
    const row = logits.values.subarray(first, first + classes);
    const largest = Math.max(...row);
    return logit - largest - Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  });
  return { shape: logits.shape, values };
}

export function softmaxCrossEntropy(
  logits: ReferenceTensor,
  targets: ReferenceTensor,
): { readonly loss: ReferenceTensor; readonly gradient: ReferenceTensor } {
  const logProbabilities = logSoftmax(logits);
  const [rows, classes] = logits.shape;
  const rowOf = (x: ReferenceTensor, row: number) => x.values.subarray(row * classes, (row + 1) * classes);
  const totals = Float64Array.from({ length: rows }, (_, row) => rowOf(targets, row).reduce((a, b) => a + b, 0));
  return {
    loss: tabulate([rows], ([row]) =>
      rowOf(targets, row).reduce((sum, target, c) => sum - target * rowOf(logProbabilities, row)[c], 0),
    ),
    gradient: tabulate(
      [rows, classes],
      ([row, c]) => Math.exp(rowOf(logProbabilities, row)[c]) * totals[row] - rowOf(targets, row)[c],
    ),
  };
}
