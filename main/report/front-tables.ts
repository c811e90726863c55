import type { AccuracyGain, EnergySaving, Front, FrontComparison } from '../contract/front-results.ts';
import { intervalNote } from './interval-note.ts';
import { formatCount } from '../contract/text/digits.ts';
import { fewSeedsNote } from '../contract/text/few-seeds-note.ts';
import { energyAccuracyRows } from './tables/layouts/energy-accuracy.ts';
import { gainsRows, hypervolumeNote, hypervolumeRows, savingsRows } from './tables/layouts/front-comparisons.ts';
import { plainTable } from './tables/plain-table.ts';

/** What points save has a table of its own on a terminal; their rates are in that of the memories. */
const elsewhere = ['lowest_fault_rate', 'highest_fault_rate', 'mean_fault_rate', 'times_less_energy'];

/** All points, by method and energy, with what they are dominated by. */
export function energyAccuracyTable(fronts: readonly Front[]): string {
  const table = plainTable(energyAccuracyRows(fronts), { without: elsewhere });
  const notes = [
    intervalNote(fronts.flatMap(({ points }) => points.map(({ accuracy }) => accuracy))),
    'none: no other point is at least as accurate for at most the energy.',
  ];
  return [table, notes.join(' ')].join('\n');
}

/** The share of what can be reached that each front covers. */
export function hypervolumeTable(fronts: readonly Front[]): string {
  return `${plainTable(hypervolumeRows(fronts))}\n${hypervolumeNote}`;
}

/** Energy saved at the same accuracy; empty where there is nothing to compare. */
export function savingsTable(savings: readonly EnergySaving[]): string {
  return savings.length === 0 ? '' : plainTable(savingsRows(savings));
}

/** Accuracy gained at the same energy; empty where there is nothing to compare. */
export function gainsTable(gains: readonly AccuracyGain[]): string {
  return gains.length === 0 ? '' : plainTable(gainsRows(gains));
}

/** What the brackets mean. */
export function bootstrapNote({ fronts, resamples }: FrontComparison): string {
  const levels = [...new Set(fronts.map(({ hypervolume }) => Number((100 * hypervolume.confidence).toFixed(4))))];
  const few = fewSeedsNote(fronts);
  return (
    `[low, high] is the ${levels.join(' or ')} % interval of ${formatCount(resamples)} bootstrap resamples of seeds and ` +
    `noise draws. Between points a front is linear.${few === '' ? '' : `\n${few}`}\n` +
    'Where it says at least or at most, or the low end of a factor is 0, a ' +
    'front does not reach so far in some of them.\nMore accuracies and energies, and all pairs of methods, are in `--json` and in the exported files.'
  );
}
