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

test('the rule is said, and why it marks nothing where the pairs are too few', () => {
  const rule = bestNote('noise injection and SAFT', [
    { ...saft, pairedTest: { ...tested(0.03), smallestPossiblePValue: 0.03 } },
  ]);
  expect(rule).toMatch(/^Bold: the better of noise injection and SAFT, .* p < 0\.05; .* do not overlap\.$/);
  expect(bestNote('the choices', [{ ...saft, pairedTest: undefined }])).toBe(
    'Bold: the better of the choices, where intervals over seeds do not overlap.',
  );
  expect(bestNote('x', [saft])).toMatch(/The test cannot find one here: with 3 pairs p is at least 0\.25\.$/);
});
