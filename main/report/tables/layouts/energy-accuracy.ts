import type { EnergySaving, Front, FrontComparison, FrontPoint } from '../../../contract/front-results.ts';
import { withoutNetwork } from '../../../contract/method-label.ts';
import { formatCount } from '../../../contract/text/digits.ts';
import { networkTitle } from '../../../contract/network-title.ts';
import { fewSeedsNote } from '../../../contract/text/few-seeds-note.ts';
import { countCell, energyCell, missing, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';
import { factorCell } from './front-comparisons.ts';
import { memoryRates } from './memory-rates.ts';
import { methodCell, methodName } from './method-names.ts';

/**
 * What an energy of 100 % is, and which points there are where not all are.
 *
 * @param nameOf what networks are called: as specifications have them, unless said otherwise
 */
export function referenceLine(
  { reference, network }: FrontComparison,
  nameOf = (name: string): string => name,
): string {
  const { architecture, weights, bits } = reference;
  return (
    `Energy is that of the memory which holds the weights. 100 %: ${formatCount(weights)} weights of ${bits} ` +
    `${bits === 1 ? 'bit' : 'bits'} (${nameOf(architecture)}) in reliable memory.${network === undefined ? '' : ` Only points of ${nameOf(network)}.`}`
  );
}

/** What savings are read against: reliable memory, otherwise one rate for all layers, otherwise noise injection. */
function savingReference(fronts: readonly Front[]): string | undefined {
  return ['reliable', 'uniform-bsc', 'noise-injection'].find((method) =>
    fronts.some((front) => front.method === method),
  );
}

const columns = [
  { key: 'method', title: 'Method', kind: 'text' },
  { key: 'profile', title: 'Profile', kind: 'text' },
  { key: 'configuration', title: 'Configuration', kind: 'text' },
  { key: 'network', title: 'Network', kind: 'text' },
  { key: 'lowest_fault_rate', title: 'Lowest', group: 'Fault rates', kind: 'number' },
  { key: 'highest_fault_rate', title: 'Highest', group: 'Fault rates', kind: 'number' },
  { key: 'mean_fault_rate', title: 'Mean', group: 'Fault rates', kind: 'number' },
  { key: 'energy_percent', title: 'Energy', unit: '%', kind: 'measured' },
  { key: 'accuracy_percent', title: 'Accuracy', unit: '%', kind: 'measured' },
  { key: 'seeds', title: 'Seeds', kind: 'number' },
  { key: 'times_less_energy', title: 'Times less energy', kind: 'measured' },
  { key: 'dominated_by', title: 'Dominated by', kind: 'text' },
] as const satisfies readonly TableColumn[];

function rateCells({ memory }: FrontPoint): readonly TableCell[] {
  const rates = memoryRates(memory);
  return [rates?.lowest, rates?.highest, rates?.mean].map((rate) => numberCell(rate, 'rate'));
}

/** The network has a column of its own. */
function configurationCell({ label, architecture }: FrontPoint): TableCell {
  return { kind: 'text', text: withoutNetwork(label, architecture), machine: label };
}

/** By a point of what method. */
function dominatedBy({ dominated, dominatedByAny }: FrontPoint): TableCell {
  if (dominated) return { kind: 'text', text: 'its own', machine: 'its own method' };
  return dominatedByAny ? { kind: 'text', text: 'another', machine: 'another method' } : textCell('none');
}

/** All points, by method and energy, with what they are dominated by and what they save at their accuracy. */
export function energyAccuracyRows(
  fronts: readonly Front[],
  savings: readonly EnergySaving[] = [],
): Pick<TableContent, 'columns' | 'rows'> {
  const several = new Set(fronts.flatMap(({ points }) => points.map(({ profile }) => profile))).size > 1;
  const against = savingReference(fronts);
  const saving = (method: string, point: FrontPoint): TableCell => {
    const found = savings.find(
      (each) => each.method === method && each.against === against && each.accuracy === point.accuracy.value,
    );
    return point.dominated || found === undefined ? missing : factorCell(found.factor);
  };
  return {
    columns,
    rows: fronts.flatMap(({ method, points }, index) =>
      points.map((point, position): TableRow => ({
        ...(index > 0 && position === 0 ? { startsGroup: true } : {}),
        cells: [
          methodCell(method),
          several ? textCell(point.profile) : missing,
          configurationCell(point),
          textCell(point.architecture),
          ...rateCells(point),
          energyCell(point.energy),
          percentCell(point.accuracy),
          countCell(point.seeds.length),
          saving(method, point),
          dominatedBy(point),
        ],
      })),
    ),
  };
}

/**
 * LaNMax's result as a table (arXiv:1912.10764, figure 3): every configuration with its fault rates, energy and accuracy,
 * and how many times less energy it needs than the reference method at its accuracy.
 */
export function energyAccuracyTable(comparison: FrontComparison, data: string): TableContent {
  const { fronts, savings } = comparison;
  const table = energyAccuracyRows(fronts, savings);
  const against = savingReference(fronts);
  const hasSavings = table.rows.some(({ cells }) => cells[10]!.kind === 'measured');
  return {
    id: 'energy-accuracy-table',
    title: 'Energy and accuracy',
    caption: `Energy of the memory and accuracy of every configuration on ${data}`,
    ...table,
    notes: [
      referenceLine(comparison, networkTitle),
      ...(table.rows.some(({ cells }) => cells[4]!.kind === 'number')
        ? [
            'Fault rates: errors by bits read, of the layers, of the first seed; mean: geometric, over bits with faults.',
          ]
        : []),
      ...(against === undefined || !hasSavings
        ? []
        : [
            ...[fewSeedsNote(fronts)].filter((note) => note !== ''),
            `Times less energy: than ${methodName(against)} at the same accuracy; missing where it is a point of that method, is dominated, or the other does not reach the accuracy; a factor from 0: a front does not reach so far in some resamples.`,
          ]),
      'Dominated by: a point of the same method, of another, or none: no other point is at least as accurate for at most the energy.',
    ],
  };
}
