import type { MemoryReport } from '../../../contract/run.ts';

export interface MemoryRates {
  readonly lowest: number;
  readonly highest: number;
  /**
   * Geometric, over bits of the layers that have faults: under an exponential energy model these cost as much at this one
   * rate. 0 where no layer has faults
   */
  readonly mean: number;
}

/** What fault rates the layers of a memory have; undefined without layers. */
export function memoryRates(memory: MemoryReport | undefined): MemoryRates | undefined {
  if (memory === undefined || memory.layers.length === 0) return undefined;
  const rates = memory.layers.map(({ rate }) => rate);
  return { lowest: Math.min(...rates), highest: Math.max(...rates), mean: geometricMean(memory.layers) };
}

function geometricMean(layers: MemoryReport['layers']): number {
  const faulty = layers.filter(({ rate }) => rate > 0);
  const bits = faulty.reduce((sum, layer) => sum + layer.weights * layer.bits, 0);
  if (bits === 0) return 0;
  return Math.exp(faulty.reduce((sum, layer) => sum + layer.weights * layer.bits * Math.log(layer.rate), 0) / bits);
}
