/**
 * What a training says of where it goes on: progress has it as its detail, and the log after "Training from". Written and
 * read here alone.
 *
 * @param epoch from 1
 * @param stepsDone of all epochs before
 */
export function trainingBegin(epoch: number, epochs: number, stepsDone: number): string {
  const after = stepsDone === 0 ? '' : `, after ${stepsDone} ${stepsDone === 1 ? 'step' : 'steps'}`;
  return `epoch ${epoch} of ${epochs}${after}`;
}

/** Steps that were done when a training was taken up again, from a line of its log; undefined for every other line. */
export function resumedAfter(message: string): number | undefined {
  const steps = /^Training from epoch \d+ of \d+, after (\d+) steps?\.$/.exec(message)?.[1];
  return steps === undefined ? undefined : Number(steps);
}
