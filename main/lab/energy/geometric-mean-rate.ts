import type { MemoryReport } from '../../contract/run.ts';

/**
 * Geometric mean of the fault rates of layers, each weighted by its bits; 0 where any bit is stored without faults. Under
 * one exponential energy model it is the uniform rate that costs as much: the relative energy of the layers is
 * -ln(mean) / a, where every rate lies in [exp(-a), 0.5). Derived from equations 1 and 3 of arXiv:1912.10764.
 *
 * @param layers of the memory: excepted ones, which have rate 0, are left out
 * @throws RangeError without layers
 */
export function geometricMeanRate(
  layers: readonly Pick<MemoryReport['layers'][number], 'weights' | 'bits' | 'rate'>[],
): number {
  if (layers.length === 0) throw new RangeError('There is no mean rate of no layers');
  const bitsOf = ({ weights, bits }: (typeof layers)[number]): number => weights * bits;
  const total = layers.reduce((sum, layer) => sum + bitsOf(layer), 0);
  return Math.exp(layers.reduce((sum, layer) => sum + bitsOf(layer) * Math.log(layer.rate), 0) / total);
}
