/** Fault rates gathered into a few memory banks, in the order of the memory layers. */
export interface RateBanks {
  readonly rates: Float32Array;
  /** Number of each layer's bank, 0 the most reliable */
  readonly banks: readonly number[];
}

/** Rates below count as this where their logarithm is needed, so that a rate of 0 has a place beside the others. */
const leastRate = 1e-6;

interface Group {
  readonly rate: number;
  readonly weight: number;
}

/**
 * Gathers rates into banks with one rate each: the partition with the least sum, over the parameters, of
 * squared deviations of ln(rate) from the bank's mean, and that mean as the bank's rate. The parameter-weighted geometric
 * mean keeps the energy of arXiv:1912.10764, equation 1 (docs/methods.md 7.4). The optimum is found exactly by dynamic
 * programming over the sorted rates (Wang and Song, R Journal 3/2, 2011), so it depends on no start. That rates are
 * clustered by k-means follows the authors' FaultyMemory; the logarithm and the weights are ours.
 *
 * Fewer banks come out when there are fewer different rates. A bank of equal rates keeps that rate exactly, and a bank's
 * rate never leaves the range of its members.
 *
 * @param parameters number of stored parameters of each layer, positive
 * @param banks how many at most, at least 1
 */
export function bankedRates(rates: Float32Array, parameters: ArrayLike<number>, banks: number): RateBanks {
  const weights = new Map<number, number>();
  for (const [layer, rate] of rates.entries()) weights.set(rate, (weights.get(rate) ?? 0) + parameters[layer]!);
  const groups = [...weights].map(([rate, weight]) => ({ rate, weight })).sort((a, b) => a.rate - b.rate);
  const bankOf = new Map<number, { readonly bank: number; readonly rate: number }>();
  for (const [bank, members] of optimalBanks(groups, Math.min(banks, groups.length)).entries()) {
    const rate = Math.min(Math.max(Math.fround(centre(members)), members[0]!.rate), members.at(-1)!.rate);
    for (const member of members) bankOf.set(member.rate, { bank, rate });
  }
  return {
    rates: rates.map((rate) => bankOf.get(rate)!.rate),
    banks: Array.from(rates, (rate) => bankOf.get(rate)!.bank),
  };
}

function centre(members: readonly Group[]): number {
  if (members.length === 1) return members[0]!.rate;
  let sum = 0;
  let weight = 0;
  for (const member of members) {
    sum += member.weight * logarithm(member);
    weight += member.weight;
  }
  return Math.exp(sum / weight);
}

function logarithm({ rate }: Group): number {
  return Math.log(Math.max(rate, leastRate));
}

/** Weighted squared deviations from the mean logarithm. */
function spread(members: readonly Group[]): number {
  const mean = Math.log(Math.max(centre(members), leastRate));
  return members.reduce((sum, member) => sum + member.weight * (logarithm(member) - mean) ** 2, 0);
}

/** The best cut of sorted groups into `count` runs; of equally good ones that with the earliest last cut. */
function optimalBanks(groups: readonly Group[], count: number): Group[][] {
  interface Partition {
    readonly cost: number;
    readonly banks: Group[][];
  }
  // best[end]: of the first `end` groups into as many runs as there were rounds
  let best: (Partition | undefined)[] = [{ cost: 0, banks: [] }];
  for (let round = 1; round <= count; round++) {
    const next: (Partition | undefined)[] = [];
    for (let end = round; end <= groups.length; end++) {
      for (let start = round - 1; start < end; start++) {
        const before = best[start];
        if (before === undefined) continue;
        const members = groups.slice(start, end);
        const cost = before.cost + spread(members);
        if (cost < (next[end]?.cost ?? Infinity)) next[end] = { cost, banks: [...before.banks, members] };
      }
    }
    best = next;
  }
  return best[groups.length]!.banks;
}
