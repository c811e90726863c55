import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';

/**
 * Why a study has nothing of what is asked for: runs that failed, with the reason of the first, before those that are not done.
 */
export function nothingToExport({ study, unfinished }: Pick<StudyComparison, 'study' | 'unfinished'>): LabError {
  const nothing = `Study ${study.id} (${study.name}) has nothing of what is asked for`;
  const failed = unfinished.filter(({ status }) => status === 'failed');
  const [first] = failed;
  if (first !== undefined) {
    const runs =
      failed.length === 1 ? `run ${first.id} failed` : `${failed.length} of its runs failed, run ${first.id} first`;
    return new LabError(
      'not-found',
      `${nothing}; ${runs}: ${first.error?.message ?? 'no cause is recorded.'}`,
      first.error?.nextStep ?? `\`npm run -s lab -- runs show ${first.id}\` tells more.`,
    );
  }
  return new LabError(
    'not-found',
    `${nothing}.`,
    unfinished.length === 0
      ? 'Leave out `--only`, or ask for other formats.'
      : `${unfinished.length} of its runs are not finished: \`npm run -s lab -- runs resume\`.`,
  );
}
