import type { MethodComparison, PairedTest, ProfileComparison } from '../../../../main/contract/results.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { significant } from '../../../charts/digits.ts';
import { confidenceText, pointsText } from '../text/estimate-text.ts';
import { listed } from '../../../../main/contract/text/listed.ts';
import { formatPValue } from '../../../../main/contract/text/digits.ts';
import { formatSample } from '../../../../main/contract/text/estimate-text.ts';

export const testColumns: readonly TableColumn[] = [
  { key: 'method', label: 'Method' },
  { key: 'against', label: 'Against' },
  { key: 'difference', label: 'Difference', unit: 'points', kind: 'number' },
  { key: 'pairs', label: 'Pairs', kind: 'number', description: 'Seeds that both methods were trained with' },
  { key: 'differing', label: 'That differ', kind: 'number', description: 'The n of the test' },
  { key: 'pValue', label: 'Wilcoxon’s p', kind: 'number' },
  { key: 'holm', label: 'p (Holm)', kind: 'number', description: 'Corrected for all tests of the study' },
  { key: 'smallest', label: 'Smallest possible p', kind: 'number', description: 'That so many pairs can give at all' },
  { key: 'kind', label: 'Computed' },
];

interface Tested {
  readonly comparison: MethodComparison;
  readonly test: PairedTest;
}

/** Tests that say something: of two or more seeds that pair. */
export function offeredTests({ methods }: Pick<ProfileComparison, 'methods'>): readonly Tested[] {
  return methods.flatMap((comparison) => {
    const { pairedTest: test } = comparison;
    return test === undefined || test.pairs < 2 ? [] : [{ comparison, test }];
  });
}

export function testRows(tests: readonly Tested[]): readonly TableRow[] {
  return tests.map(({ comparison: { label, method }, test }) => ({
    method: label,
    methodName: method,
    against: test.against,
    difference: pointsText(test.difference),
    pairs: String(test.pairs),
    differing: String(test.n),
    pValue: test.n === 0 ? 'none' : formatPValue(test.pValue).replace(/^p = /, ''),
    holm: test.n === 0 || test.holmPValue === undefined ? '' : significant(test.holmPValue, 2),
    smallest: test.n === 0 ? '' : significant(test.smallestPossiblePValue, 2),
    kind: test.n === 0 ? 'no pair differs' : test.exact ? 'exactly' : 'normal approximation',
  }));
}

/** In plain language what the table tests, and what so few pairs cannot show. */
export function testNotes(tests: readonly Tested[]): readonly string[] {
  const [first] = tests;
  if (first === undefined) return [];
  const { difference } = first.test;
  const least = Math.min(...tests.filter(({ test }) => test.n > 0).map(({ test }) => test.smallestPossiblePValue));
  const cannot =
    least > 0.05 && Number.isFinite(least)
      ? `So few pairs cannot give a p below ${significant(least, 2)}, however clear the difference: six that differ are the fewest that can reach 0.05.`
      : 'Beside each p stands the smallest that so many pairs can give at all.';
  return [
    `Difference: mean accuracy under noise less that of the method in the second column, seed by seed; ± is half of the ${confidenceText([difference])} Student interval over ${formatSample(difference)}.`,
    'Wilcoxon’s signed-rank test, two-sided: p is the probability of ranks at least as one-sided as these if the two methods did not differ. Methods of one seed share noise, order and augmentation of the images, which is what makes them pairs.',
    'p (Holm) is corrected for how many tests the study has, under all profiles; p is not.',
    cannot,
  ];
}

/** Why methods have no row: what is missing for a pair. */
export function untestedNote({ methods }: Pick<ProfileComparison, 'methods'>): string | undefined {
  const tooFew = methods.flatMap(({ label, pairedTest: test }) =>
    test === undefined || test.pairs > 1 ? [] : [{ label, against: test.against }],
  );
  if (tooFew.length === 0) return undefined;
  return [...Map.groupBy(tooFew, ({ against }) => against)]
    .map(([against, own]) => {
      const labels = listed(own.map(({ label }) => label));
      return `Not tested, since only one seed pairs with ${against}: ${labels}.`;
    })
    .join(' ');
}
