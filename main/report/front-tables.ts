import type { AccuracyGain, EnergySaving, Estimate, Front, FrontComparison, FrontPoint } from '../contract/results.ts';
import { formatInterval, halfWidth, intervalNote, percentCell } from './estimate.ts';
import { fixed, formatCount, formatSignificant } from './format-number.ts';
import { textTable } from './text-table.ts';

/** What an energy of 100 % is, and which points there are where not all are. */
export function referenceLine({ reference, network }: FrontComparison): string {
  const { architecture, weights, bits } = reference;
  return (
    `Energy is that of the memory which holds the weights. 100 %: ${formatCount(weights)} weights of ${bits} ` +
    `${bits === 1 ? 'bit' : 'bits'} (${architecture}) in reliable memory.${network === undefined ? '' : ` Only points of ${network}.`}`
  );
}

/** Energies that do not differ between seeds are exact. */
function energyCell(energy: Estimate): string {
  const uncertainty = halfWidth(energy);
  const spreads = Number.isFinite(uncertainty) && uncertainty > 0;
  return spreads ? percentCell(energy) : formatSignificant(100 * energy.value, 4);
}

function dominatedBy({ dominated, dominatedByAny }: FrontPoint): string {
  if (dominated) return 'its own method';
  return dominatedByAny ? 'another method' : '–';
}

/** All points, by method and energy, with what they are dominated by. */
export function energyAccuracyTable(fronts: readonly Front[]): string {
  const points = fronts.flatMap(({ points }) => points);
  const several = new Set(points.map(({ profile }) => profile)).size > 1;
  const table = textTable(
    [
      { title: 'method' },
      { title: 'profile' },
      { title: 'configuration' },
      { title: 'network' },
      { title: 'energy %', align: 'right' },
      { title: 'accuracy %', align: 'right' },
      { title: 'seeds', align: 'right' },
      { title: 'dominated by' },
    ],
    fronts.flatMap(({ method, points }) =>
      points.map((point) => [
        method,
        several ? point.profile : '',
        point.label,
        point.architecture,
        energyCell(point.energy),
        percentCell(point.accuracy),
        String(point.seeds.length),
        dominatedBy(point),
      ]),
    ),
  );
  const notes = [
    intervalNote(points.map(({ accuracy }) => accuracy)),
    '–: no other point is at least as accurate for at most the energy.',
  ];
  return [table, notes.join(' ')].join('\n');
}

/** The share of what can be reached that each front covers. */
export function hypervolumeTable(fronts: readonly Front[]): string {
  const table = textTable(
    [
      { title: 'method' },
      { title: 'points', align: 'right' },
      { title: 'on its front', align: 'right' },
      { title: 'hypervolume %', align: 'right' },
    ],
    fronts.map(({ method, points, hypervolume }) => [
      method,
      String(points.length),
      String(points.filter(({ dominated }) => !dominated).length),
      formatInterval(hypervolume, 100),
    ]),
  );
  return `${table}\nArea that a front dominates, of the rectangle from no energy to the reference's and from chance to full accuracy.`;
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

/** A factor is never below 0: with no bound above, that is no bound at all. */
function factorCell(factor: Estimate): string {
  const isUnbounded = factor.low === 0 && factor.high === Infinity;
  return formatInterval(isUnbounded ? { ...factor, low: -Infinity } : factor);
}

/** Energy saved at the same accuracy, by falling accuracy; not every one that was compared. */
export function savingsTable(savings: readonly EnergySaving[]): string {
  const rows = spaced(worthReading(savings));
  if (rows.length === 0) return '';
  return textTable(
    [
      { title: 'method' },
      { title: 'against' },
      { title: 'at accuracy %', align: 'right' },
      { title: 'times less energy', align: 'right' },
    ],
    rows.map(({ method, against, accuracy, factor }) => [
      method,
      against,
      fixed(100 * accuracy, 2),
      factorCell(factor),
    ]),
  );
}

/** Accuracy gained at the same energy, at every other of those that were compared, beginning with the first. */
export function gainsTable(gains: readonly AccuracyGain[]): string {
  const pairs = Map.groupBy(worthReading(gains), ({ method, against }) => JSON.stringify([method, against]));
  const rows = [...pairs.values()].flatMap((pair) => pair.filter((_gain, index) => index % 2 === 0));
  if (rows.length === 0) return '';
  return textTable(
    [
      { title: 'method' },
      { title: 'against' },
      { title: 'at energy %', align: 'right' },
      { title: 'accuracy gained, points', align: 'right' },
    ],
    rows.map(({ method, against, energy, gain }) => [
      method,
      against,
      formatSignificant(100 * energy),
      formatInterval(gain, 100),
    ]),
  );
}

/** What the brackets mean. */
export function bootstrapNote({ fronts, resamples }: FrontComparison): string {
  const levels = [...new Set(fronts.map(({ hypervolume }) => Number((100 * hypervolume.confidence).toFixed(4))))];
  return (
    `[low, high] is the ${levels.join(' or ')} % interval of ${formatCount(resamples)} bootstrap resamples of seeds and ` +
    'noise draws. Between points a front is linear.\nWhere it says at least or at most, or the low end of a factor is 0, a ' +
    'front does not reach so far in some of them.\nMore accuracies and energies, and all pairs of methods, are in `--json` and in the exported files.'
  );
}
