import type { LanmaxOptions } from '../../contract/lanmax.ts';

/**
 * The surrogate of the outer loss for one mini-batch: the task loss set against the best one so far, plus lambda times
 * the square root of the energy. arXiv:1912.10764, equation 7, reconstructed (docs/methods.md): the paper's formula is
 * not recoverable, and both readings of its description are offered.
 *
 * `ratio`: loss / max(best, floor) + lambda sqrt(E). `difference`: (loss - best) + lambda sqrt(E).
 *
 * @param bestLoss least loss of a mini-batch so far, this one included
 * @param relativeEnergy of the stored weights, relative to the same network in reliable memory, at least 0
 */
export function surrogateLoss(
  options: Pick<LanmaxOptions, 'surrogate' | 'bestLossFloor' | 'tradeoff'>,
  loss: number,
  bestLoss: number,
  relativeEnergy: number,
): number {
  const accuracyTerm =
    options.surrogate === 'ratio' ? loss / Math.max(bestLoss, options.bestLossFloor) : loss - bestLoss;
  return accuracyTerm + options.tradeoff * Math.sqrt(relativeEnergy);
}
