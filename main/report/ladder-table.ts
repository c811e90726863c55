import type { ProfileComparison } from '../contract/results.ts';
import { intervalNote } from './interval-note.ts';
import { ladderColumns, ladderRows } from './tables/layouts/ladder.ts';
import { plainTable } from './tables/plain-table.ts';

/** The accuracy ladder of a profile for a terminal. */
export function ladderTable(profile: ProfileComparison): string {
  const table = plainTable({ columns: ladderColumns, rows: ladderRows(profile) }, { cellUnits: ['%', 'points'] });
  return `${table}\n${intervalNote(profile.ladder.map(({ accuracy }) => accuracy))}`.trimEnd();
}
