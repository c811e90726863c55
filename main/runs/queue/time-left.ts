/** A run that is under way or waits, as far as its time is concerned. */
export interface ExpectedRun {
  /** Undefined: nothing is known to base it on */
  readonly secondsLeft: number | undefined;
  readonly isWorking: boolean;
  /** It has the machine to itself */
  readonly isAlone: boolean;
}

export interface TimeLeft {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Standard normal, both sides of 90 % */
const quantile = 1.645;
/** Of the logarithm of actual by predicted time, before anything was predicted, and what that is worth in predictions */
const priorDeviation = 0.25;
const priorWeight = 2;

/**
 * How far off predictions are: the standard deviation of ln(actual / predicted), about 0, of those made so far together
 * with a prior of 0.25 that counts as two of them.
 *
 * @param ratios actual by predicted seconds, > 0
 */
export function predictionSpread(ratios: readonly number[]): number {
  const squares = ratios.reduce((sum, ratio) => sum + Math.log(ratio) ** 2, 0);
  return Math.sqrt((priorWeight * priorDeviation ** 2 + squares) / (priorWeight + ratios.length));
}

/**
 * Seconds until the last of some runs has ended, played through as the scheduler does it: in order, so many at once, those
 * that are alone by themselves. Errors of predictions mostly have a common cause, the machine, so they do not cancel over
 * several runs: the interval is the value times and by exp(1.645 spread), about 90 % if the errors are log-normal.
 *
 * @param runs those that work first, then in the order they will begin
 * @param spread of {@link predictionSpread}
 * @returns undefined where there are none, or one of which nothing is known: it may be of another kind than all others
 */
export function timeLeft(runs: readonly ExpectedRun[], parallel: number, spread: number): TimeLeft | undefined {
  const known = runs.flatMap(({ secondsLeft, ...run }) =>
    secondsLeft === undefined ? [] : [{ ...run, seconds: secondsLeft }],
  );
  if (known.length === 0 || known.length < runs.length) return undefined;
  const value = lastEnd(known, parallel);
  const factor = Math.exp(quantile * spread);
  return { value, low: value / factor, high: value * factor };
}

function lastEnd(
  runs: readonly (Omit<ExpectedRun, 'secondsLeft'> & { readonly seconds: number })[],
  parallel: number,
): number {
  // When the runs that occupy the machine end, ascending
  let ends: number[] = [];
  let earliest = 0;
  let last = 0;
  for (const { seconds, isWorking, isAlone } of runs) {
    let start = earliest;
    if (!isWorking && isAlone) start = Math.max(earliest, ends.at(-1) ?? 0);
    else if (!isWorking && ends.length >= parallel) start = Math.max(earliest, ends.shift()!);
    const end = start + seconds;
    last = Math.max(last, end);
    // What follows a run that is alone begins after it
    if (isAlone) earliest = end;
    ends = isAlone ? [] : [...ends, end].sort((first, second) => first - second);
  }
  return last;
}
