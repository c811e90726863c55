import type { ProfileComparison } from '../contract/results.ts';
import { intervalNote } from './interval-note.ts';
import { rateNotes } from './tables/layouts/saft-accuracy.ts';
import { saftComparisonRows, saftComparisonTable } from './tables/layouts/saft-comparison.ts';
import { plainTable } from './tables/plain-table.ts';

/**
 * SAFT's Table 1 (arXiv:2306.03076) for a terminal, a row for each profile, fault rate and SAFT method; empty without any.
 */
export function saftTable(profiles: readonly ProfileComparison[]): string {
  const table = saftComparisonTable(profiles);
  if (table === undefined) return '';
  const estimates = profiles.flatMap((profile) => profile.ladder.map(({ accuracy }) => accuracy));
  const notes = [intervalNote(estimates), ...rateNotes(saftComparisonRows(profiles))].filter((note) => note !== '');
  return `${plainTable(table)}\n${notes.join('\n')}`.trimEnd();
}
