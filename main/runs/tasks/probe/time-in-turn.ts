/** Something that is timed: one batch of it. */
export interface TimedWork {
  readonly label: string;
  /** @param index counts up, so that no two runs are of the same batch */
  run(index: number): Promise<void>;
}

export interface TimedSamples {
  /** The first run also prepares the engine. */
  readonly firstMs: number;
  /** Without the first; the first alone where another would have taken too long */
  readonly samplesMs: readonly number[];
}

/** Medians of so many settle to a few per cent. */
const mostRounds = 9;

/**
 * Times several kinds of work one after the other, round by round, so that a drift of the machine's speed falls on all
 * alike.
 *
 * @param budgetMs rounds are begun until it is likely to be used up; the second is always done, unless the first took more
 * than three times as long
 * @param now milliseconds since some fixed moment
 * @param onRun called before each run; `left` is what is likely to remain, once that is known
 */
export async function timeInTurn(
  works: readonly TimedWork[],
  budgetMs: number,
  now: () => number,
  onRun: (fraction: number, label: string, leftMs?: number) => void,
): Promise<readonly TimedSamples[]> {
  const times = works.map((): number[] => []);
  async function round(index: number, from: number, to: number, leftMs?: number): Promise<number> {
    const begin = now();
    for (const [place, work] of works.entries()) {
      onRun(from + ((to - from) * place) / works.length, work.label, leftMs);
      const start = now();
      await work.run(index);
      times[place]!.push(now() - start);
    }
    return now() - begin;
  }
  const firstMs = await round(0, 0, 0.4);
  if (works.length > 0 && firstMs <= 3 * budgetMs) {
    const roundMs = await round(1, 0.4, 0.5);
    const more = Math.min(mostRounds, Math.floor(budgetMs / roundMs)) - 1;
    for (let done = 0; done < more; done++) {
      await round(2 + done, 0.5 + (0.5 * done) / more, 0.5 + (0.5 * (done + 1)) / more, (more - done) * roundMs);
    }
  }
  return times.map(([first, ...rest]) => ({ firstMs: first!, samplesMs: rest.length === 0 ? [first!] : rest }));
}
