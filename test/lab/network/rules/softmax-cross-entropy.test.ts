import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { softmaxCrossEntropyLoss } from '../../../../main/lab/network/rules/softmax-cross-entropy.ts';
import { centralDifferences, expectGradient, normalTensor } from '../../../support/reference-gradients.ts';
import { referenceOps as ops } from '../../../support/reference-ops.ts';
import { narrow, typedOps, wide } from '../../../support/reference-precision.ts';
import { tensor } from '../../../support/reference-tensor.ts';

/** PyTorch's definition: (1 - s) times the label's loss plus s times the mean loss over all classes, averaged over rows. */
function lossByHand(rows: readonly (readonly number[])[], labels: readonly number[], smoothing: number): number {
  const losses = rows.flatMap((row, index) => {
    if (labels[index] < 0) return [];
    const logarithm = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0));
    const lossOf = (logit: number) => logarithm - logit;
    const meanLoss = row.reduce((sum, logit) => sum + lossOf(logit), 0) / row.length;
    return [(1 - smoothing) * lossOf(row[labels[index]]) + smoothing * meanLoss];
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
}

describe('softmax cross-entropy loss', () => {
  test.each([0, 0.1, 0.5])('mean over labelled rows with label smoothing %d', (labelSmoothing) => {
    const rows = [
      [1, 2, 3],
      [0.5, -1, 4],
      [7, 7, 7],
    ];
    for (const labels of [
      [0, 2, 1],
      [2, -1, 0],
      [-1, 1, -1],
    ]) {
      const { loss } = softmaxCrossEntropyLoss(ops, tensor(rows.flat(), [3, 3]), ops.constant(labels), {
        classes: 3,
        labelSmoothing,
      });
      expect(loss.shape).toEqual([]);
      expect(loss.values[0]).toBeCloseTo(lossByHand(rows, labels, labelSmoothing), 12);
    }
  });

  test('gradients, with label smoothing and rows that do not count', () => {
    const label = fc.integer({ min: -1, max: 3 });
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 0.1, 0.3),
        (labels, smoothing) => {
          const logits = normalTensor([labels.length, 4], 'logits');
          const options = { classes: 4, labelSmoothing: smoothing };
          const run = () => softmaxCrossEntropyLoss(ops, logits, ops.constant(labels), options);
          const numerical = centralDifferences(logits, () => run().loss.values[0]);
          expectGradient(run().gradient, numerical, 'the logits');
          labels.forEach((value, row) => {
            if (value < 0) expect([...run().gradient.values.slice(4 * row, 4 * row + 4)]).toEqual([0, 0, 0, 0]);
          });
        },
      ),
      { seed: 3, numRuns: 30 },
    );
  });

  test('a wide loss and a gradient in the type of the activations', () => {
    const logits = narrow(normalTensor([2, 3], 'logits'));
    const options = { classes: 3, labelSmoothing: 0.1 };
    const { loss, gradient } = softmaxCrossEntropyLoss(typedOps, logits, wide(ops.constant([0, 2])), options);
    expect([loss.type, gradient.type]).toEqual(['wide', 'narrow']);
  });

  test('no labelled row: no loss', () => {
    const { loss, gradient } = softmaxCrossEntropyLoss(ops, normalTensor([2, 3], 'logits'), ops.constant([-1, -1]), {
      classes: 3,
      labelSmoothing: 0.1,
    });
    expect(loss.values[0]).toBe(0);
    expect(gradient.values.every((value) => value === 0)).toBe(true);
  });
});
