import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../main/contract/estimate.ts';
import type { MethodComparison, PairedTest } from '../../../main/contract/results.ts';
import { percentCell } from '../../../main/report/tables/cells.ts';
import { bestNote, markBest } from '../../../main/report/tables/significance.ts';
import { estimate, noiseInjection, saft } from '../comparison-fixture.ts';

const tested = (pValue: number, against = 'noise injection'): PairedTest => ({ ...saft.pairedTest!, pValue, against });

/** Whether each of two methods is marked. */
function marks(first: Estimate, second: Estimate, pairedTest?: PairedTest): readonly boolean[] {
  const other: MethodComparison = { ...saft, recovered: second, pairedTest };
  const cells = markBest([
    { cell: percentCell(first), method: { ...noiseInjection, recovered: first } },
    { cell: percentCell(second), method: other },
  ]);
  return cells.map((cell) => cell.kind === 'measured' && cell.best === true);
}

const low = estimate(0.9, 0.001, 'seeds', 6);
const high = estimate(0.95, 0.001, 'seeds', 6);
const near = estimate(0.9015, 0.001, 'seeds', 6);

describe('the best of a row', () => {
  test('is marked where the paired test finds a difference, whichever is better', () => {
    expect(marks(low, high, tested(0.031))).toEqual([false, true]);
    expect(marks(high, low, tested(0.031))).toEqual([true, false]);
    expect(marks(low, near, tested(0.031))).toEqual([false, true]);
  });

  test('is not where the test finds none, though the intervals are apart', () => {
    expect(marks(low, high, tested(0.25))).toEqual([false, false]);
    expect(marks(low, high, tested(0.05))).toEqual([false, false]);
  });

  test('is by intervals over seeds where there is no test of the two', () => {
    expect(marks(low, high)).toEqual([false, true]);
    expect(marks(low, near)).toEqual([false, false]);
    expect(marks(low, high, tested(0.9, 'another method'))).toEqual([false, true]);
  });

  test('is not by intervals that say nothing of another training', () => {
    expect(marks(estimate(0.9, 0.001, 'draws', 20), estimate(0.95, 0.001, 'draws', 20))).toEqual([false, false]);
    expect(marks(low, estimate(0.95, NaN, 'seeds', 1))).toEqual([false, false]);
    expect(marks(low, estimate(0.95, 0.001, 'seeds', 1))).toEqual([false, false]);
  });

  test('is nothing among equals, and nothing alone', () => {
    expect(marks(low, low, tested(0.001))).toEqual([false, false]);
    const [alone, absent] = markBest([
      { cell: percentCell(low), method: noiseInjection },
      { cell: percentCell(undefined), method: undefined },
    ]);
    expect(alone).not.toHaveProperty('best');
    expect(absent).toEqual({ kind: 'missing' });
  });

  test('of three needs only beat the next', () => {
    const cells = markBest(
      [low, near, high].map((recovered, index) => ({
        cell: percentCell(recovered),
        method: { ...noiseInjection, label: `method ${index}`, recovered },
      })),
    );
    expect(cells.map((cell) => 'best' in cell)).toEqual([false, false, true]);
  });
});

describe('what bold means is said', () => {
  const row = (test?: PairedTest) =>
    [
      { ...noiseInjection, recovered: low },
      { ...saft, recovered: high, pairedTest: test },
    ].map((method) => ({ cell: percentCell(method.recovered), method }));
  const decisive = { ...tested(0.03125), smallestPossiblePValue: 0.03125, pairs: 6 };

  test('with its rule, and over how many tests', () => {
    expect(bestNote('noise injection and SAFT', [row(decisive)])).toBe(
      'Bold: the better of noise injection and SAFT, where the difference is significant: ' +
        'two-sided Wilcoxon signed-rank test over pairs of seeds, p < 0.05.',
    );
    expect(bestNote('x', [row(decisive), row(decisive)])).toMatch(
      /p < 0\.05, not corrected for the 2 tests of this table\.$/,
    );
  });

  test('where some rows have no pairs, or none has', () => {
    expect(bestNote('x', [row(decisive), row()])).toMatch(
      /p < 0\.05; in rows where no seeds pair, intervals over seeds that do not overlap\.$/,
    );
    expect(bestNote('the choices', [row()])).toBe(
      'Bold: the better of the choices, where intervals over seeds do not overlap: no seeds pair, so that no test was made.',
    );
  });

  test('why nothing is where the pairs are too few, and nothing where nothing is compared', () => {
    expect(bestNote('x', [row(tested(0.25))])).toMatch(
      /The test cannot find one here: with 3 pairs p is at least 0\.25\.$/,
    );
    expect(bestNote('x', [row().slice(0, 1), []])).toBe('');
  });
});

test('a test between choices marks as one against noise injection does', () => {
  const choice = { ...saft, label: 'by kl', recovered: near, choiceTests: [tested(0.03125, 'by std')] };
  const cells = markBest(
    [{ ...saft, label: 'by std', recovered: low }, choice].map((method) => ({
      cell: percentCell(method.recovered),
      method,
    })),
  );
  expect(cells.map((cell) => 'best' in cell)).toEqual([false, true]);
});
