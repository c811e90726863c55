import type { ProfileComparison } from '../../../contract/results.ts';
import { countCell, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableContent, TableRow } from '../table-document.ts';

/** The differences of methods that were trained with the same seeds; undefined without any. */
export function pairedTestsTable(profiles: readonly ProfileComparison[]): TableContent | undefined {
  const tested = profiles.flatMap((profile) =>
    profile.methods.flatMap(({ label, pairedTest }) => (pairedTest ? [{ profile, label, test: pairedTest }] : [])),
  );
  if (tested.length === 0) return undefined;
  const rows = tested.map(({ profile, label, test }, index): TableRow => ({
    ...(index > 0 && tested[index - 1]!.profile !== profile ? { startsGroup: true } : {}),
    cells: [
      textCell(profile.label),
      textCell(label),
      textCell(test.against),
      percentCell(test.difference, { signed: true }),
      countCell(test.pairs),
      numberCell(test.n === 0 ? undefined : test.pValue, { significant: 2 }),
      numberCell(test.n === 0 ? undefined : test.smallestPossiblePValue, { significant: 2 }),
    ],
  }));
  return {
    id: 'paired-tests-table',
    title: 'Paired tests',
    caption: 'Differences of accuracy between methods trained with the same seeds',
    columns: [
      { key: 'profile', title: 'Profile', kind: 'text' },
      { key: 'method', title: 'Method', kind: 'text' },
      { key: 'against', title: 'Against', kind: 'text' },
      { key: 'difference_points', title: 'Difference', unit: 'points', kind: 'measured' },
      { key: 'pairs', title: 'Pairs', kind: 'number' },
      { key: 'p_value', title: 'p', kind: 'number' },
      { key: 'smallest_possible_p_value', title: 'Smallest p', kind: 'number' },
    ],
    rows,
    notes: [
      'p: two-sided Wilcoxon signed-rank test, exact up to 20 pairs that differ. Smallest p: the least that so many pairs can give.',
    ],
  };
}
