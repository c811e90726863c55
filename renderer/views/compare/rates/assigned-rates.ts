import type { MemorySummary, RateHistory } from '../../../../main/contract/results.ts';
import type { RateUpdate } from '../../../../main/contract/run.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { fixed, rateText, significant, withUncertainty } from '../../../charts/digits.ts';
import { formatCount } from '../../../charts/number-format.ts';

/** Said wherever LaNMax's rates are shown. */
export const reconstructionNote =
  'Reconstructed: the values of LaNMax’s options and the normalisation of energy and gradient, which the paper’s text does not give (docs/methods.md).';

export const rateColumns: readonly TableColumn[] = [
  { key: 'layer', label: 'Layer' },
  { key: 'weights', label: 'Weights', kind: 'number' },
  { key: 'bits', label: 'Bits', kind: 'number' },
  { key: 'rate', label: 'Fault rate', kind: 'number', description: 'Errors by bits read' },
  { key: 'energy', label: 'Energy a bit', unit: '% of reliable', kind: 'number' },
  { key: 'bank', label: 'Bank', kind: 'number' },
  {
    key: 'slope',
    label: 'Last slope',
    kind: 'number',
    description: 'Of the surrogate loss by the rate (in logarithmic space by its logarithm), ± one standard error',
  },
];

/** The slope of a layer whose rate did not vary by itself is 0 with an infinite error: nothing is known of it. */
export function slopeText(slope: number, standardError: number): string {
  if (!Number.isFinite(standardError)) return 'not known';
  return standardError > 0 ? withUncertainty(slope, standardError) : significant(slope);
}

/** What each layer's weights are stored in, in network order, with the last slope where LaNMax moved the rates. */
export function rateRows({ memory, updates }: Pick<RateHistory, 'memory' | 'updates'>): readonly TableRow[] {
  const last = new Map(updates.at(-1)?.layers.map((each) => [each.layer, each]));
  return (memory?.layers ?? []).map(({ layer, weights, bits, rate, energyPerBit, bank }) => {
    const found = last.get(layer);
    return {
      layer,
      weights: formatCount(weights),
      bits: String(bits),
      rate: rateText(rate),
      energy: fixed(100 * energyPerBit, 1),
      bank: bank === undefined ? '' : String(bank),
      slope: found === undefined ? '' : slopeText(found.slope, found.standardError),
    };
  });
}

/** Energy of all stored weights by that of the same bits, and of 16-bit and 32-bit numbers, in reliable memory. */
export function memoryLine(memory: MemorySummary): string {
  const { energy, reliableEnergy, float16Energy, float32Energy, geometricMeanRate: mean } = memory;
  const percent = (reference: number): string => `${significant((100 * energy) / reference)}\u202f%`;
  const rates = mean === undefined ? '' : ` Geometric mean of the fault rates over bits: ${rateText(mean)}.`;
  return (
    `Memory energy: ${percent(reliableEnergy)} of the same bits in reliable memory, ${percent(float16Energy)} of 16-bit ` +
    `and ${percent(float32Energy)} of 32-bit numbers.${rates}`
  );
}

/** What a layer is stored in, for the tooltip and for reading out. */
export function describeLayer(layer: MemorySummary['layers'][number] | undefined): string {
  if (layer === undefined) return '';
  const { layer: name, rate, weights, bits, energyPerBit, bank } = layer;
  return [
    name,
    `Fault rate ${rateText(rate)}`,
    `${formatCount(weights)} weights of ${bits} ${bits === 1 ? 'bit' : 'bits'}`,
    `Energy of a bit ${fixed(100 * energyPerBit, 1)}\u202f% of reliable memory`,
    ...(bank === undefined ? [] : [`Bank ${bank}`]),
  ].join('\n');
}

export const historyColumns: readonly TableColumn[] = [
  { key: 'epoch', label: 'Epochs done', kind: 'number' },
  { key: 'layer', label: 'Layer' },
  { key: 'rate', label: 'Fault rate', kind: 'number' },
  { key: 'slope', label: 'Slope', kind: 'number' },
  { key: 'energy', label: 'Energy', unit: '% of reliable', kind: 'number' },
];

export function historyRows(updates: readonly RateUpdate[]): readonly TableRow[] {
  return updates.flatMap(({ epoch, layers, energy }) =>
    layers.map(({ layer, rate, slope, standardError }) => ({
      epoch: String(epoch),
      layer,
      rate: rateText(rate),
      slope: slopeText(slope, standardError),
      energy: significant(100 * energy),
    })),
  );
}
