import type { LadderRung } from '../contract/results.ts';
import { intervalNote } from './interval-note.ts';
import { ladderColumns, ladderRows } from './tables/layouts/ladder.ts';
import { plainTable } from './tables/plain-table.ts';

/** The accuracy ladder of a profile for a terminal. */
export function ladderTable(rungs: readonly LadderRung[]): string {
  const table = plainTable({ columns: ladderColumns, rows: ladderRows(rungs) }, { cellUnits: ['%', 'points'] });
  return `${table}\n${intervalNote(rungs.map(({ accuracy }) => accuracy))}`.trimEnd();
}
