import { LabError } from '../contract/errors.ts';
import type { StudyOutcome } from '../runs/laboratory/study-services.ts';

/** Why work on studies did not end as asked; undefined when every run finished. */
export function outcomeProblem(outcomes: readonly Pick<StudyOutcome, 'runs' | 'stopped'>[]): LabError | undefined {
  const runs = outcomes.flatMap((outcome) => outcome.runs);
  const finished = runs.filter(({ status }) => status === 'finished').length;
  const failed = runs.filter(({ status }) => status === 'failed');
  const stopped = new LabError(
    'stopped',
    `Stopped with ${finished} of ${runs.length} runs finished; what the others had done is kept.`,
    '`npm run -s lab -- runs resume` continues them.',
  );
  if (finished === runs.length) return undefined;
  if (outcomes.some((outcome) => outcome.stopped)) return stopped;
  const [first] = failed;
  if (first !== undefined) {
    const others = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`;
    return new LabError(
      first.error?.code ?? 'engine-failed',
      `Run ${first.id}${others} failed: ${first.error?.message ?? 'no cause is recorded.'}`,
      first.error?.nextStep ?? `\`npm run -s lab -- runs show ${first.id}\` tells more.`,
    );
  }
  const lost = runs.filter(({ status }) => status === 'lost');
  if (lost.length > 0) {
    return new LabError(
      'lost',
      `The process of ${lost.length === 1 ? `run ${lost[0]!.id}` : `${lost.length} runs`} died.`,
      '`npm run -s lab -- runs resume` continues from the last checkpoint.',
    );
  }
  // By another process, with `runs stop`
  return runs.some(({ status }) => status === 'stopped') ? stopped : undefined;
}
