import type { Estimate } from '../../contract/estimate.ts';
import type { MethodComparison } from '../../contract/results.ts';
import type { MeasuredCell, TableCell } from './table-document.ts';

/** A value that competes for being the best, as its method has it. */
export interface Competitor {
  readonly cell: TableCell;
  readonly method: MethodComparison | undefined;
}

/**
 * The cells again, the greatest marked where it is greater than the next by more than chance: by the paired test where the
 * comparison has one of the two, at p below 1 - confidence; otherwise where their intervals over seeds do not overlap.
 * Intervals over draws of one training say nothing of another training, so that they mark nothing.
 */
export function markBest(competitors: readonly Competitor[]): readonly TableCell[] {
  const ranked = competitors
    .flatMap(({ cell, method }) => (cell.kind === 'measured' && method !== undefined ? [{ cell, method }] : []))
    .toSorted((first, second) => second.cell.value - first.cell.value);
  const [best, next] = ranked;
  const isBest = best !== undefined && next !== undefined && differs(best, next);
  return competitors.map(({ cell }) => (isBest && cell === best.cell ? { ...best.cell, best: true as const } : cell));
}

interface Measured {
  readonly cell: MeasuredCell;
  readonly method: MethodComparison;
}

function differs(better: Measured, worse: Measured): boolean {
  if (!(better.cell.value > worse.cell.value)) return false;
  const test = testOf(better.method, worse.method) ?? testOf(worse.method, better.method);
  if (test !== undefined) return test.pValue < levelOf(better.cell);
  return isOverSeeds(better.cell) && isOverSeeds(worse.cell) && better.cell.low > worse.cell.high;
}

/** 0.05 at a confidence of 0.95: 1 - 0.95 is a little more than that in binary. */
function levelOf({ confidence }: Pick<Estimate, 'confidence'>): number {
  return Number((1 - confidence).toFixed(9));
}

function testOf(method: MethodComparison, against: MethodComparison): MethodComparison['pairedTest'] {
  return method.pairedTest?.against === against.label ? method.pairedTest : undefined;
}

function isOverSeeds({ over, n, low, high }: Estimate): boolean {
  return over === 'seeds' && n > 1 && Number.isFinite(low) && Number.isFinite(high);
}

/**
 * What bold means, and why nothing is where the seeds are too few for any test to find a difference.
 *
 * @param what is compared, for example "noise injection and SAFT of a row"
 * @param methods those compared
 */
export function bestNote(what: string, methods: readonly MethodComparison[]): string {
  const levels = [...new Set(methods.map(({ recovered }) => levelOf(recovered)))];
  const level = levels.length === 1 ? String(levels[0]) : '1 − confidence';
  const tests = methods.flatMap(({ pairedTest }) => pairedTest ?? []);
  const start = `Bold: the better of ${what}, where`;
  if (tests.length === 0) return `${start} intervals over seeds do not overlap.`;
  const rule =
    `${start} the difference is significant: two-sided Wilcoxon signed-rank test over pairs of ` +
    `seeds, p < ${level}; where there is no such test, intervals over seeds that do not overlap.`;
  const smallest = Math.min(...tests.map(({ smallestPossiblePValue }) => smallestPossiblePValue));
  if (smallest < Math.max(...levels)) return rule;
  const pairs = Math.max(...tests.map(({ pairs: count }) => count));
  const few = `${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`;
  return `${rule} The test cannot find one here: with ${few} p is at least ${Number(smallest.toPrecision(2))}.`;
}
