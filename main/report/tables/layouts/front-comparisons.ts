import type { Estimate } from '../../../contract/estimate.ts';
import type { AccuracyGain, EnergySaving, Front, FrontComparison } from '../../../contract/front-results.ts';
import { fewSeedsNote } from '../../../contract/text/few-seeds-note.ts';
import { countCell, measuredCell, numberCell, percentCell, shifted } from '../cells.ts';
import type { TableCell, TableContent, TableRow } from '../table-document.ts';
import { methodCell } from './method-names.ts';

type Rows = Pick<TableContent, 'columns' | 'rows'>;

/** A factor is never below 0: with no bound above, that is no bound at all. */
export function factorCell(factor: Estimate): TableCell {
  const isUnbounded = factor.low === 0 && factor.high === Infinity;
  return measuredCell(isUnbounded ? { ...factor, low: -Infinity } : factor, { shown: 'ends' });
}

/**
 * The comparisons that are read: each method against reliable memory, LaNMax against one rate for all layers, and all of
 * them where there is neither.
 */
function worthReading<Pair extends { readonly method: string; readonly against: string }>(
  pairs: readonly Pair[],
): readonly Pair[] {
  const chosen = pairs.filter(
    ({ method, against }) => against === 'reliable' || (method === 'lanmax' && against === 'uniform-bsc'),
  );
  return chosen.length === 0 ? pairs : chosen;
}

/**
 * Of each pair of methods those that are far enough apart to be read: at least 0.3 points or an eighth of their range from the
 * one before.
 */
function spaced(savings: readonly EnergySaving[]): readonly EnergySaving[] {
  const pairs = Map.groupBy(savings, ({ method, against }) => JSON.stringify([method, against]));
  return [...pairs.values()].flatMap((pair) => {
    const range = pair[0]!.accuracy - pair.at(-1)!.accuracy;
    const apart = Math.min(0.003, range / 8);
    let last = Infinity;
    return pair.filter(({ accuracy }, index) => {
      const shown = last - accuracy >= apart || index === pair.length - 1;
      if (shown) last = accuracy;
      return shown;
    });
  });
}

interface PairRow {
  readonly method: string;
  readonly against: string;
  readonly cells: readonly TableCell[];
}

/** A rule between pairs of methods. */
function pairRows(pairs: readonly PairRow[]): readonly TableRow[] {
  return pairs.map(({ method, against, cells }, index) => {
    const above = pairs[index - 1];
    const isNew = above !== undefined && (above.method !== method || above.against !== against);
    return { ...(isNew ? { startsGroup: true } : {}), cells: [methodCell(method), methodCell(against), ...cells] };
  });
}

/** Energy saved at the same accuracy, by falling accuracy; not every one that was compared. */
export function savingsRows(savings: readonly EnergySaving[]): Rows {
  return {
    columns: [
      { key: 'method', title: 'Method', kind: 'text' },
      { key: 'against', title: 'Against', kind: 'text' },
      { key: 'accuracy_percent', title: 'At accuracy', unit: '%', kind: 'number' },
      { key: 'times_less_energy', title: 'Times less energy', kind: 'measured' },
    ],
    rows: pairRows(
      spaced(worthReading(savings)).map(({ method, against, accuracy, factor }) => ({
        method,
        against,
        cells: [numberCell(shifted(accuracy, 2), { decimals: 2 }), factorCell(factor)],
      })),
    ),
  };
}

/** Accuracy gained at the same energy, at every other of those that were compared, beginning with the first. */
export function gainsRows(gains: readonly AccuracyGain[]): Rows {
  const pairs = Map.groupBy(worthReading(gains), ({ method, against }) => JSON.stringify([method, against]));
  const everyOther = [...pairs.values()].flatMap((pair) => pair.filter((_gain, index) => index % 2 === 0));
  return {
    columns: [
      { key: 'method', title: 'Method', kind: 'text' },
      { key: 'against', title: 'Against', kind: 'text' },
      { key: 'energy_percent', title: 'At energy', unit: '%', kind: 'number' },
      { key: 'accuracy_gained_points', title: 'Accuracy gained', unit: 'points', kind: 'measured' },
    ],
    rows: pairRows(
      everyOther.map(({ method, against, energy, gain }) => ({
        method,
        against,
        cells: [numberCell(shifted(energy, 2), { significant: 3 }), percentCell(gain, { shown: 'ends' })],
      })),
    ),
  };
}

/** The share of what can be reached that each front covers. */
export function hypervolumeRows(fronts: readonly Front[]): Rows {
  return {
    columns: [
      { key: 'method', title: 'Method', kind: 'text' },
      { key: 'points', title: 'Points', kind: 'number' },
      { key: 'points_on_front', title: 'On its front', kind: 'number' },
      { key: 'hypervolume_percent', title: 'Hypervolume', unit: '%', kind: 'measured' },
    ],
    rows: fronts.map(({ method, points, hypervolume }) => ({
      cells: [
        methodCell(method),
        countCell(points.length),
        countCell(points.filter(({ dominated }) => !dominated).length),
        percentCell(hypervolume, { shown: 'ends' }),
      ],
    })),
  };
}

export const hypervolumeNote =
  "Area that a front dominates, of the rectangle from no energy to the reference's and from chance to full accuracy.";

const boundsNote =
  'Between points a front is linear. At least, at most, or a factor from 0: a front does not reach so far in some resamples.';

/** Savings, gains and hypervolumes of a study's fronts, each where there are any. */
export function frontComparisonTables({ fronts, savings, gains }: FrontComparison): readonly TableContent[] {
  const few = fewSeedsNote(fronts);
  const coarse = few === '' ? [] : [few];
  const tables = [
    {
      id: 'iso-accuracy-savings-table',
      title: 'Energy at the same accuracy',
      caption: 'How many times less energy of the memory a method needs than another at the same accuracy',
      ...savingsRows(savings),
      notes: [...coarse, boundsNote],
    },
    {
      id: 'iso-energy-gains-table',
      title: 'Accuracy at the same energy',
      caption: 'How much more accurate a method is than another at the same energy of the memory',
      ...gainsRows(gains),
      notes: [...coarse, boundsNote],
    },
    {
      id: 'hypervolumes-table',
      title: 'Hypervolumes of the fronts',
      caption: 'What share of energy and accuracy the front of each method dominates',
      ...hypervolumeRows(fronts),
      notes: [...coarse, hypervolumeNote],
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
