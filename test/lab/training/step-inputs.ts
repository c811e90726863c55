import { trainingSchema, type TrainingSpecification } from '../../../main/contract/specification.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import type { Values } from '../../../main/lab/ops/engine.ts';
import { updateScalars } from '../../../main/lab/training/optimizer.ts';
import { cyclicLabels, normalImages } from './small-networks.ts';

/** Plain SGD of rate 0.1 unless told otherwise. */
export function trainingOf(batch: number, given: object = {}): TrainingSpecification {
  return trainingSchema.parse({ epochs: 1, batch, optimizer: { kind: 'sgd', learningRate: 0.1 }, ...given });
}

/** What a training step reads: images of their own for every step. */
export function stepInputs(network: Network, training: TrainingSpecification, step: number): Record<string, Values> {
  const { rate, secondMomentScale } = updateScalars(training.optimizer, training.optimizer.learningRate, step + 1);
  return {
    images: normalImages(network, training.batch, step + 1),
    labels: cyclicLabels(network, training.batch),
    draw: Int32Array.of(step),
    rate: Float32Array.of(rate),
    secondMomentScale: Float32Array.of(secondMomentScale),
  };
}
