/** 1 to n, as shipped studies have them. */
export function firstSeeds(n: number): readonly number[] {
  return Array.from({ length: Math.max(1, Math.floor(n)) }, (_, index) => index + 1);
}

/** n where the seeds are 1 to n in order. */
export function countOfFirstSeeds(seeds: readonly unknown[]): number | undefined {
  return seeds.length > 0 && seeds.every((seed, index) => seed === index + 1) ? seeds.length : undefined;
}

/**
 * The smallest p-value that Wilcoxon's signed-rank test of so many pairs can give: two-sided and exact, all differences of
 * one sign, so 2 / 2^n.
 */
export function smallestPValue(pairs: number): number {
  return Math.min(1, 2 ** (1 - pairs));
}

/** What a number of seeds allows to be said. */
export function seedsText(n: number): string {
  if (n <= 1) return 'One seed gives no spread over seeds and no paired test.';
  const least = `The paired test of ${n} pairs can give p = ${Number(smallestPValue(n).toPrecision(2))} at the least`;
  return n < 6 ? `${least}; six seeds are the fewest that can reach 0.05.` : `${least}.`;
}
