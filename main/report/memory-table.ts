import type { MemoryReport, RateUpdate } from '../contract/run.ts';
import { fixed, formatCount, formatRate, formatSignificant, formatWithUncertainty } from './format-number.ts';
import { textTable } from './text-table.ts';

/** Said wherever LaNMax's rates are shown. */
export const reconstructionNote =
  "Reconstructed: the values of LaNMax's options and the normalisation of energy and gradient, which the paper's text does not give (docs/methods.md).";

function formatSlope(slope: number, standardError: number): string {
  const known = Number.isFinite(standardError) && standardError > 0;
  return known ? formatWithUncertainty(slope, standardError) : formatSignificant(slope);
}

/**
 * What each layer's weights are stored in, in network order, with the last slope that LaNMax measured where it moved the
 * rates.
 */
export function memoryTable({ layers }: MemoryReport, last?: RateUpdate): string {
  const slopes = new Map(last?.layers.map(({ layer, slope, standardError }) => [layer, { slope, standardError }]));
  const table = textTable(
    [
      { title: 'layer' },
      { title: 'weights', align: 'right' },
      { title: 'bits', align: 'right' },
      { title: 'fault rate', align: 'right' },
      { title: 'energy a bit %', align: 'right' },
      { title: 'bank', align: 'right' },
      { title: 'slope', align: 'right' },
    ],
    layers.map(({ layer, weights, bits, rate, energyPerBit, bank }) => {
      const found = slopes.get(layer);
      return [
        layer,
        formatCount(weights),
        String(bits),
        formatRate(rate),
        fixed(100 * energyPerBit, 1),
        bank === undefined ? '' : String(bank),
        found === undefined ? '' : formatSlope(found.slope, found.standardError),
      ];
    }),
  );
  const notes = ['Fault rate: errors by bits read. Energy a bit: of one of reliable memory.'];
  if (last !== undefined) {
    notes.push(
      `Slope: of the surrogate loss by the layer's rate in the last of the epochs that moved it (${last.epoch}), ± one standard error.`,
    );
  }
  return [table, ...notes].join('\n');
}

/**
 * Geometric mean of the fault rates, each bit counting once, over the layers that have faults: the one rate at which the
 * same bits would cost as much under an exponential energy model, since the energy there is the mean of -ln p. Derived from
 * equations 1 and 3 of arXiv:1912.10764. Undefined where no layer has faults.
 */
export function geometricMeanRate({ layers }: MemoryReport): number | undefined {
  const faulty = layers.filter(({ rate }) => rate > 0);
  if (faulty.length === 0) return undefined;
  const bitsOf = ({ weights, bits }: MemoryReport['layers'][number]): number => weights * bits;
  const bits = faulty.reduce((sum, layer) => sum + bitsOf(layer), 0);
  return Math.exp(faulty.reduce((sum, layer) => sum + bitsOf(layer) * Math.log(layer.rate), 0) / bits);
}

/** Energy of all stored weights by that of the same bits, and of 16-bit and 32-bit numbers, in reliable memory. */
export function memoryLine(memory: MemoryReport): string {
  const { energy, reliableEnergy, float16Energy, float32Energy } = memory;
  const percent = (reference: number): string => `${formatSignificant((100 * energy) / reference)} %`;
  const mean = geometricMeanRate(memory);
  const rates = mean === undefined ? '' : ` Geometric mean of the fault rates over bits: ${formatRate(mean)}.`;
  return (
    `Memory energy: ${percent(reliableEnergy)} of the same bits in reliable memory, ${percent(float16Energy)} of 16-bit ` +
    `and ${percent(float32Energy)} of 32-bit numbers.${rates}`
  );
}
