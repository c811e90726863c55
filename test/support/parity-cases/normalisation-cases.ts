import type { Shape } from '../../../main/lab/ops/ops.ts';
import { labels, normal, uniform, type ParityCase } from './parity-case.ts';

function batchNormCase(title: string, shape: Shape, spread: number, offset: number, tolerance: number): ParityCase {
  const channels = [shape[3]];
  const epsilon = 1e-5;
  return {
    title,
    inputs: {
      x: normal(shape, 1, spread, offset),
      dy: normal(shape, 2),
      scale: uniform(channels, 3, 0.5, 2),
      shift: normal(channels, 4),
      mean: normal(channels, 5, 0.1, offset),
      variance: uniform(channels, 6, 0.5, 2),
    },
    relativeTo: 'tensor',
    tolerance,
    build: (ops, { x, dy, scale, shift, mean, variance }) => {
      const forward = ops.batchNormTraining(x, scale, shift, epsilon);
      const gradient = ops.batchNormGradient(dy, x, scale, forward.saved, epsilon);
      return {
        output: forward.output,
        mean: forward.mean,
        variance: forward.variance,
        inputGradient: gradient.input,
        scaleGradient: gradient.scale,
        shiftGradient: gradient.shift,
        inference: ops.batchNormInference(x, scale, shift, mean, variance, epsilon),
      };
    },
  };
}

export const normalisationCases: readonly ParityCase[] = [
  batchNormCase('batch normalisation, small image', [3, 5, 4, 6], 2, 0.5, 1e-5),
  batchNormCase('batch normalisation, 1 channel', [2, 4, 4, 1], 1, 0, 1e-5),
  batchNormCase('batch normalisation, 1 pixel', [16, 1, 1, 5], 1, 0.3, 1e-5),
  batchNormCase('batch normalisation, larger batch', [8, 16, 16, 16], 1, 0.2, 2e-5),
  batchNormCase('batch normalisation, mean 30 times the deviation', [8, 8, 8, 4], 0.5, 15, 1e-4),
  {
    title: 'logSoftmax, also of logits whose exponentials overflow',
    inputs: { x: normal([6, 10], 7, 3), large: normal([4, 5], 8, 200, 1000) },
    relativeTo: 'tensor',
    build: (ops, { x, large }) => ({ x: ops.logSoftmax(x), large: ops.logSoftmax(large) }),
  },
  {
    title: 'softmaxCrossEntropy with smoothed and with empty targets',
    inputs: { logits: normal([6, 10], 9, 3), large: normal([6, 10], 10, 60), labels: labels([3, -1, 0, 9, -1, 3]) },
    relativeTo: 'tensor',
    build: (ops, { logits, large, labels }) => {
      const target = ops.oneHot(labels, 10);
      const known = ops.sum(target, [1], true);
      const smoothed = ops.add(ops.multiply(target, ops.constant(0.9)), ops.multiply(known, ops.constant(0.01)));
      const plain = ops.softmaxCrossEntropy(logits, target);
      const smooth = ops.softmaxCrossEntropy(logits, smoothed);
      const extreme = ops.softmaxCrossEntropy(large, target);
      return {
        loss: plain.loss,
        gradient: plain.gradient,
        smoothLoss: smooth.loss,
        smoothGradient: smooth.gradient,
        extremeLoss: extreme.loss,
        extremeGradient: extreme.gradient,
      };
    },
  },
];
