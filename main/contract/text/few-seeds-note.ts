import type { Front } from '../front-results.ts';
import { formatCount } from './digits.ts';

/** With as many seeds, resamples are so many that their percentiles are no longer coarse. */
const enough = 6;

/** Ways to draw `n` of `n` seeds with replacement, in no order: (2n - 1)! / (n! (n - 1)!). */
function drawsOf(n: number): number {
  let ways = 1;
  for (let step = 1; step < n; step++) ways = (ways * (n + step)) / step;
  return ways;
}

/**
 * Why bootstrap intervals of fronts over fewer than six seeds are to be read with care; empty over more, and where no
 * configuration has two.
 */
export function fewSeedsNote(fronts: readonly Pick<Front, 'points'>[]): string {
  const counts = fronts.flatMap(({ points }) => points.map(({ seeds }) => seeds.length)).filter((count) => count > 1);
  const fewest = Math.min(...counts);
  if (fewest >= enough) return '';
  return (
    `With ${fewest} seeds intervals are coarse: percentiles over resampled seeds, which can be drawn in ` +
    `${formatCount(drawsOf(fewest))} ways only, so that an end may lie at the estimate itself.`
  );
}
