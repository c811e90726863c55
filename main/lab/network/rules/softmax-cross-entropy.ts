import type { Ops } from '../../ops/ops.ts';

export interface LossOptions {
  readonly classes: number;
  /** Share of the target spread evenly over all classes, in [0, 1); 0 by default */
  readonly labelSmoothing?: number;
}

export interface LossForward<T> {
  /** Mean over the rows that have a label, a scalar; 0 when none has */
  readonly loss: T;
  /** With respect to the logits, in the type of activations; zero in rows without a label */
  readonly gradient: T;
}

/**
 * Mean cross-entropy of softmax(logits) over the rows with a label.
 *
 * Label smoothing as PyTorch's `CrossEntropyLoss`: the target is (1 - s) one-hot + s / classes (Szegedy et al., CVPR 2016,
 * section 7).
 *
 * @param logits [n, classes]
 * @param labels [n] int, in [0, classes), or -1 for a row that does not count (padding of a last batch)
 */
export function softmaxCrossEntropyLoss<T>(ops: Ops<T>, logits: T, labels: T, options: LossOptions): LossForward<T> {
  const { classes, labelSmoothing = 0 } = options;
  const oneHot = ops.oneHot(labels, classes);
  const counts = ops.sum(oneHot, [1], true);
  const targets =
    labelSmoothing === 0
      ? oneHot
      : ops.add(
          ops.multiply(oneHot, ops.constant(1 - labelSmoothing)),
          ops.multiply(counts, ops.constant(labelSmoothing / classes)),
        );
  const rows = ops.maximum(ops.sum(counts, [0, 1]), ops.constant(1));
  const { loss, gradient } = ops.softmaxCrossEntropy(ops.widen(logits), targets);
  return { loss: ops.divide(ops.sum(loss, [0]), rows), gradient: ops.narrow(ops.divide(gradient, rows)) };
}
