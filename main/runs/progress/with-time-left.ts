export interface TimedProgress {
  /** 0 to 1 */
  readonly fraction: number;
  readonly detail: string;
  /** Absent until there is something to base it on */
  readonly secondsLeft?: number;
}

/**
 * Adds to the progress of work that begins now how long the rest takes at the pace it had so far.
 *
 * @param enough 0 to 1; from more than so much of the work on, what is left is told from what is done
 */
export function withTimeLeft(
  tell: (progress: TimedProgress) => void,
  enough = 0.1,
): (fraction: number, detail: string) => void {
  const start = performance.now();
  return (fraction, detail) => {
    const elapsedSeconds = (performance.now() - start) / 1000;
    const left = fraction > enough ? { secondsLeft: (elapsedSeconds / fraction) * (1 - fraction) } : {};
    tell({ fraction, detail, ...left });
  };
}
