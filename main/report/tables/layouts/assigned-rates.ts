import type { RateHistory } from '../../../contract/results.ts';
import type { MemoryReport, RateUpdate } from '../../../contract/run.ts';
import { countCell, missing, numberCell, scoreCell, shifted, textCell } from '../cells.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';

const reconstructed =
  "Reconstructed: the values of LaNMax's options and the normalisation of energy and gradient, which the paper's text does not give";

/** Said wherever LaNMax's rates are shown. */
export const reconstructionNote = `${reconstructed} (docs/methods.md).`;

/** The slope of a layer whose rate did not vary by itself is 0 with an infinite error: nothing is known of it. */
function slopeCell(slope: number, standardError: number): TableCell {
  return Number.isFinite(standardError) ? scoreCell(slope, standardError, 1) : { kind: 'missing', said: 'not known' };
}

/**
 * What each layer's weights are stored in, in network order, with the last slope that LaNMax measured where it moved the
 * rates.
 */
export function memoryRows({ layers }: MemoryReport, last?: RateUpdate): Pick<TableContent, 'columns' | 'rows'> {
  const slopes = new Map(last?.layers.map((layer) => [layer.layer, slopeCell(layer.slope, layer.standardError)]));
  return {
    columns: memoryColumns,
    rows: layers.map(({ layer, weights, bits, rate, energyPerBit, bank }) => ({
      cells: [
        textCell(layer),
        countCell(weights),
        countCell(bits),
        numberCell(rate, 'rate'),
        numberCell(shifted(energyPerBit, 2), { decimals: 1 }),
        countCell(bank),
        slopes.get(layer) ?? missing,
      ],
    })),
  };
}

const memoryColumns: readonly TableColumn[] = [
  { key: 'layer', title: 'Layer', kind: 'text' },
  { key: 'weights', title: 'Weights', kind: 'number' },
  { key: 'bits_per_weight', title: 'Bits', kind: 'number' },
  { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
  { key: 'energy_per_bit_percent', title: 'Energy a bit', unit: '%', kind: 'number' },
  { key: 'bank', title: 'Bank', kind: 'number' },
  { key: 'slope', title: 'Slope', kind: 'scored' },
];

/** The first seed of each configuration. */
export function firstSeeds(histories: readonly RateHistory[]): readonly RateHistory[] {
  const groups = Map.groupBy(histories, ({ profile, label }) => JSON.stringify([profile, label]));
  return [...groups.values()].map(([first]) => first!);
}

/** The rates that LaNMax ended with, layer by layer, of the first seed of each configuration. Undefined without any. */
export function assignedRatesTable(histories: readonly RateHistory[]): TableContent | undefined {
  const rows = firstSeeds(histories).flatMap(({ profile, label, seed, memory, updates }, index) =>
    memory === undefined
      ? []
      : memoryRows(memory, updates.at(-1)).rows.map(({ cells }, position): TableRow => ({
          ...(index > 0 && position === 0 ? { startsGroup: true } : {}),
          cells: [textCell(profile), textCell(label), ...cells, countCell(seed)],
        })),
  );
  if (rows.length === 0) return undefined;
  return {
    id: 'assigned-rates-table',
    title: 'Fault rates that LaNMax assigned',
    caption: 'What the weights of each layer are stored in: the fault rates that LaNMax ended with, of the first seed',
    columns: [
      { key: 'profile', title: 'Profile', kind: 'text' },
      { key: 'configuration', title: 'Configuration', kind: 'text' },
      ...memoryColumns,
      { key: 'seed', title: 'Seed', kind: 'number' },
    ],
    rows,
    notes: [
      'Fault rate: errors by bits read. Energy a bit: of one of reliable memory.',
      "Slope: of the surrogate loss by the layer's rate (in logarithmic space by its logarithm) in the last of the epochs that moved it, ± one standard error.",
      `${reconstructed}.`,
    ],
  };
}
