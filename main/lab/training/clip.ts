import type { Profile } from '../../contract/profile.ts';
import { matmulLayers, type Network } from '../network/network.ts';
import type { Ops } from '../ops/ops.ts';

/**
 * Keeps |w| <= alpha std(w), with the unbiased standard deviation of the layer's weights. Joshi et al. 2020 (Nat. Commun.
 * 11:2473; alpha = 2 for CIFAR-10). That it is applied to the clean weights after each update is a reconstruction
 * (methods.md 2.1): the code of a co-author clips the noisy weight instead.
 */
export function clippedWeight<T>(ops: Ops<T>, weight: T, alpha: number): T {
  const shape = ops.shapeOf(weight);
  const axes = shape.map((_, axis) => axis);
  const count = shape.reduce((a, b) => a * b, 1);
  const centred = ops.subtract(weight, ops.mean(weight, axes, true));
  const variance = ops.multiply(
    ops.mean(ops.square(centred), axes, true),
    ops.constant(count / Math.max(1, count - 1)),
  );
  const bound = ops.multiply(ops.squareRoot(variance), ops.constant(alpha));
  return ops.minimum(ops.maximum(weight, ops.negative(bound)), bound);
}

/** Keeps -bound <= w <= bound. */
export function boundedWeight<T>(ops: Ops<T>, weight: T, bound: number): T {
  return ops.minimum(ops.maximum(weight, ops.constant(-bound)), ops.constant(bound));
}

/**
 * Bounds of the real weights behind binary ones, by parameter name: beyond them an update could no longer change a sign
 * (BinaryConnect, Courbariaux et al. 2015, arXiv:1511.00363, section 2.4).
 */
export function binaryWeightBounds(network: Network, { quantization, except }: Profile): Record<string, number> {
  if (quantization === undefined || quantization.scheme !== 'binary') return {};
  const { clip } = quantization;
  return Object.fromEntries(
    matmulLayers(network)
      .filter(({ name }) => !except.includes(name))
      .map(({ parameters }) => [parameters.weight, clip]),
  );
}
