import type { MethodComparison, PairedTest, ProfileComparison } from '../../../contract/results.ts';
import { comparedRate } from '../../../contract/fault-rate.ts';
import { titleOfMethod } from '../../../contract/method-title.ts';
import { countCell, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableContent, TableRow } from '../table-document.ts';
import { rateCell } from './saft-accuracy.ts';

/** The differences of methods that were trained with the same seeds; undefined without any. */
export function pairedTestsTable(profiles: readonly ProfileComparison[]): TableContent | undefined {
  const tested = profiles.flatMap((profile) =>
    profile.methods.flatMap((method) =>
      method.pairedTest === undefined ? [] : [{ profile, method, test: method.pairedTest }],
    ),
  );
  if (tested.length === 0) return undefined;
  const rows = tested.map(({ profile, method, test }, index): TableRow => ({
    ...(index > 0 && tested[index - 1]!.profile !== profile ? { startsGroup: true } : {}),
    cells: [
      textCell(profile.label),
      textCell(method.label),
      rateCell(comparedRate(profile, method)),
      textCell(test.against),
      percentCell(test.difference, { signed: true }),
      countCell(test.pairs),
      numberCell(test.n === 0 ? undefined : test.pValue, { significant: 2 }),
      numberCell(test.n === 0 ? undefined : test.holmPValue, { significant: 2 }),
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
      { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
      { key: 'against', title: 'Against', kind: 'text' },
      { key: 'difference_points', title: 'Difference', unit: 'points', kind: 'measured' },
      { key: 'pairs', title: 'Pairs', kind: 'number' },
      { key: 'p_value', title: 'p', kind: 'number' },
      { key: 'holm_p_value', title: 'p (Holm)', kind: 'number' },
      { key: 'smallest_possible_p_value', title: 'Smallest p', kind: 'number' },
    ],
    rows,
    notes: [
      'p: two-sided Wilcoxon signed-rank test, exact up to 20 pairs that differ. Smallest p: the least that so many pairs can give.',
      ...(tested.some(({ test }) => test.holmPValue !== undefined) ? [holmNote(tested.length)] : []),
      ...referenceNotes(tested),
    ],
  };
}

/** @param count tests of the comparison */
export function holmNote(count: number): string {
  return count === 1
    ? 'p (Holm): the same as p, since there is one test.'
    : `p (Holm): corrected for the ${count} tests of this table (Holm 1979); p itself is not.`;
}

interface Tested {
  readonly profile: ProfileComparison;
  readonly method: MethodComparison;
  readonly test: PairedTest;
}

/** Reliable memory makes no errors: nothing is used at its rate, and a difference to it is what faults cost. */
function referenceNotes(tested: readonly Tested[]): readonly string[] {
  const references = tested.flatMap(({ profile, test }) =>
    profile.profile.memory === undefined
      ? []
      : profile.methods.filter(({ method, label }) => method === 'reliable' && label === test.against),
  );
  const [reliable] = references;
  if (reliable === undefined) return [];
  return [`A difference to ${titleOfMethod(reliable)}, which has no faults, is what they cost.`];
}
