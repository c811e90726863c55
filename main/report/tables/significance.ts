import type { Estimate } from '../../contract/estimate.ts';
import type { MethodComparison, PairedTest } from '../../contract/results.ts';
import type { MeasuredCell, TableCell } from './table-document.ts';

/** A value that competes for being the best, as its method has it. */
export interface Competitor {
  readonly cell: TableCell;
  readonly method: MethodComparison | undefined;
}

/**
 * The cells again, the greatest marked where it is greater than the next by more than chance: by the paired test of the two, at
 * p below 1 - confidence; where no seeds pair, where their intervals over seeds do not overlap. Intervals over draws of one
 * training say nothing of another training, so that they mark nothing.
 */
export function markBest(competitors: readonly Competitor[]): readonly TableCell[] {
  const [best, next] = rankedOf(competitors);
  const isBest = best !== undefined && next !== undefined && differs(best, next);
  return competitors.map(({ cell }) => (isBest && cell === best.cell ? { ...best.cell, best: true as const } : cell));
}

interface Measured {
  readonly cell: MeasuredCell;
  readonly method: MethodComparison;
}

function rankedOf(competitors: readonly Competitor[]): readonly Measured[] {
  return competitors
    .flatMap(({ cell, method }) => (cell.kind === 'measured' && method !== undefined ? [{ cell, method }] : []))
    .toSorted((first, second) => second.cell.value - first.cell.value);
}

function differs(better: Measured, worse: Measured): boolean {
  if (!(better.cell.value > worse.cell.value)) return false;
  const test = testBetween(better.method, worse.method);
  if (test !== undefined) return test.pValue < levelOf(better.cell);
  return isOverSeeds(better.cell) && isOverSeeds(worse.cell) && better.cell.low > worse.cell.high;
}

/** 0.05 at a confidence of 0.95: 1 - 0.95 is a little more than that in binary. */
function levelOf({ confidence }: Pick<Estimate, 'confidence'>): number {
  return Number((1 - confidence).toFixed(9));
}

/** The paired test of two methods, whichever of them has it; undefined where they share no seed. */
function testBetween(first: MethodComparison, second: MethodComparison): PairedTest | undefined {
  const of = ({ pairedTest, choiceTests = [] }: MethodComparison, { label }: MethodComparison) =>
    [...(pairedTest === undefined ? [] : [pairedTest]), ...choiceTests].find(({ against }) => against === label);
  return of(first, second) ?? of(second, first);
}

function isOverSeeds({ over, n, low, high }: Estimate): boolean {
  return over === 'seeds' && n > 1 && Number.isFinite(low) && Number.isFinite(high);
}

/**
 * What bold means in a table: by which rule it is given, over how many tests, and why nothing is bold where the seeds are too
 * few for any test to find a difference.
 *
 * @param what is compared, for example "noise injection and SAFT of a row"
 * @param rows those compared with one another; empty where no row has two of them
 */
export function bestNote(what: string, rows: readonly (readonly Competitor[])[]): string {
  const pairs = rows.flatMap((row): (readonly [Measured, Measured])[] => {
    const [best, next] = rankedOf(row);
    return best === undefined || next === undefined ? [] : [[best, next]];
  });
  if (pairs.length === 0) return '';
  const start = `Bold: the better of ${what}, where`;
  const tests = pairs.flatMap(([best, next]) => testBetween(best.method, next.method) ?? []);
  if (tests.length === 0)
    return `${start} intervals over seeds do not overlap: no seeds pair, so that no test was made.`;
  const levels = [...new Set(pairs.map(([best]) => levelOf(best.cell)))];
  const level = levels.length === 1 ? String(levels[0]) : '1 − confidence';
  const several = tests.length === 1 ? '' : `, not corrected for the ${tests.length} tests of this table`;
  const rule =
    `${start} the difference is significant: two-sided Wilcoxon signed-rank test over pairs of seeds, p < ${level}${several}` +
    `${tests.length === pairs.length ? '' : '; in rows where no seeds pair, intervals over seeds that do not overlap'}.`;
  const smallest = Math.min(...tests.map(({ smallestPossiblePValue }) => smallestPossiblePValue));
  if (smallest < Math.max(...levels)) return rule;
  const most = Math.max(...tests.map(({ pairs: count }) => count));
  const few = `${most} ${most === 1 ? 'pair' : 'pairs'}`;
  return `${rule} The test cannot find one here: with ${few} p is at least ${Number(smallest.toPrecision(2))}.`;
}
