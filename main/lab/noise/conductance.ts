import type { ConductanceNoise } from '../../contract/profile.ts';
import type { Ops, RandomSource } from '../ops/ops.ts';

/** The least unit that is divided by: in a layer of zeros every fraction is 0. */
const smallestUnit = 2 ** -100;

/**
 * Standard deviation of conductance noise at one magnitude, as a fraction of the largest: max(0, c0 + c1 g + c2 g^2). The
 * programming noise of phase-change memory in aihwkit (`PCMLikeNoiseModel`, after Nandakumar et al. 2019 and Joshi et al.
 * 2020) has this form, with conductances divided by the largest.
 *
 * @param fraction g = |w| / max|w|, 0 to 1; beyond 1 as at 1
 */
export function conductanceSigma(coefficients: readonly number[], fraction: number): number {
  const g = Math.min(fraction, 1);
  return Math.max(
    0,
    coefficients.reduceRight((sum, coefficient) => sum * g + coefficient, 0),
  );
}

/** The largest {@link conductanceSigma} of any magnitude; 0 where the noise is none. */
export function largestSigma(coefficients: readonly number[]): number {
  const [, linear = 0, quadratic = 0] = coefficients;
  const vertex = -linear / (2 * quadratic);
  const places = vertex > 0 && vertex < 1 ? [0, 1, vertex] : [0, 1];
  return Math.max(...places.map((place) => conductanceSigma(coefficients, place)));
}

/**
 * {@link conductanceSigma} of every weight, broadcast to its shape; a scalar for a constant one.
 *
 * @param read weights as the hardware stores them
 * @param unit largest magnitude of the clean weights; broadcasts against the weight
 */
export function sigmaOfWeights<T>(ops: Ops<T>, { coefficients }: ConductanceNoise, read: T, unit: T): T {
  if (coefficients.length === 1) return ops.constant(conductanceSigma(coefficients, 0));
  const fraction = ops.minimum(
    ops.divide(ops.absolute(read), ops.maximum(unit, ops.constant(smallestUnit))),
    ops.constant(1),
  );
  const [lowest, ...others] = coefficients;
  const highest = others.at(-1)!;
  const slope = others
    .slice(0, -1)
    .reduceRight(
      (sum, coefficient) => ops.add(ops.multiply(sum, fraction), ops.constant(coefficient)),
      ops.constant(highest),
    );
  return ops.maximum(ops.add(ops.multiply(fraction, slope), ops.constant(lowest!)), ops.constant(0));
}

/** What is added to each weight, in units of `unit`: n sigma(|w| / u), n standard normal. Parameters as there. */
export function conductanceMask<T>(ops: Ops<T>, noise: ConductanceNoise, read: T, unit: T, source: RandomSource<T>): T {
  return ops.multiply(ops.randomNormal(ops.shapeOf(read), source), sigmaOfWeights(ops, noise, read, unit));
}
