import { comparedRate, profileRate, untrainedAt, type UsedRate } from '../../../contract/fault-rate.ts';
import type { ProfileComparison } from '../../../contract/results.ts';
import { measuredCell, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableColumn, TableContent, TableRow } from '../table-document.ts';
import { isOfSaft } from './noise-slots.ts';
import {
  cleanOf,
  hasSpeedUp,
  methodsOf,
  pairNote,
  rateCell,
  rateCells,
  rateNotes,
  speedUpNote,
  type RateRow,
} from './saft-accuracy.ts';

/** By rising fault rate, each with the SAFT methods at it; one row too for a rate without SAFT. */
function rateRowsOf(profile: ProfileComparison): readonly RateRow[] {
  const rates = new Set<UsedRate>([
    ...(untrainedAt(profile, profileRate(profile.profile)) === undefined ? [] : [profileRate(profile.profile)]),
    ...[...methodsOf(profile, 'noise-injection'), ...methodsOf(profile, 'saft')].map((method) =>
      comparedRate(profile, method),
    ),
  ]);
  const place = (rate: UsedRate): number => (typeof rate === 'number' ? rate : -1);
  const ascending = [...rates].toSorted((first, second) => place(first) - place(second));
  return ascending.flatMap((rate): readonly RateRow[] => {
    const safts = methodsOf(profile, 'saft').filter((method) => comparedRate(profile, method) === rate);
    return safts.length === 0 ? [{ profile, rate }] : safts.map((saft) => ({ profile, rate, saft }));
  });
}

export function saftComparisonRows(profiles: readonly ProfileComparison[]): readonly RateRow[] {
  return profiles.filter(isOfSaft).flatMap(rateRowsOf);
}

/**
 * FP32, untrained, noise injection, SAFT, and the speed-up as measured beside what the arithmetic allows: a row for each
 * profile, of whatever kind, fault rate and SAFT method. Undefined without profiles of SAFT or noise injection.
 */
export function saftComparisonTable(all: readonly ProfileComparison[]): TableContent | undefined {
  const rateRows = saftComparisonRows(all);
  if (rateRows.length === 0) return undefined;
  const profiles = [...new Set(rateRows.map(({ profile }) => profile))];
  const several = profiles.some((profile) => methodsOf(profile, 'saft').length > 1);
  const rows = rateRows.map((row, index): TableRow => ({
    ...(several && index > 0 && rateRows[index - 1]!.profile !== row.profile ? { startsGroup: true } : {}),
    cells: [
      textCell(row.profile.label),
      ...(several ? [textCell(row.saft?.label)] : []),
      rateCell(row.rate),
      percentCell(cleanOf(row.profile)),
      ...rateCells(row),
      measuredCell(row.saft?.speedup),
      numberCell(row.saft?.plan?.speedupBound, { decimals: 2 }),
    ],
  }));
  return {
    id: 'saft-comparison-table',
    title: 'SAFT and noise injection by profile',
    caption:
      'Accuracy under each profile after noise-injection training and after SAFT. Untrained: before any training',
    columns: [
      { key: 'profile', title: 'Profile', kind: 'text' },
      ...(several ? [{ key: 'method', title: 'Method', kind: 'text' as const }] : []),
      { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
      ...percentColumns,
      { key: 'speed_up', title: 'Measured speed-up', unit: '×', kind: 'measured' },
      { key: 'speed_up_bound', title: 'Arithmetic bound', unit: '×', kind: 'number' },
    ],
    rows,
    notes: [
      ...pairNote(rateRows),
      ...rateNotes(rateRows),
      ...(hasSpeedUp(profiles) ? [`${speedUpNote} Bound: what multiply-accumulates alone allow.`] : []),
    ],
  };
}

const percentColumns: readonly TableColumn[] = [
  { key: 'fp32_percent', title: 'FP32', unit: '%', kind: 'measured' },
  { key: 'untrained_percent', title: 'Untrained', unit: '%', kind: 'measured' },
  { key: 'noise_injection_percent', title: 'Noise injection', unit: '%', kind: 'measured' },
  { key: 'saft_percent', title: 'SAFT', unit: '%', kind: 'measured' },
];
