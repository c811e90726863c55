import type { SerializedError } from '../../../main/contract/errors.ts';
import type { RunRow } from '../../../main/contract/workbench/runs.ts';

/**
 * The run whose failure is why another one could not begin: the study's pretraining, or what was prepared under the same
 * profile. Where one of these failed for the other's sake, it is the other.
 *
 * @param error of the run itself
 * @returns undefined where the run has a reason of its own
 */
export function failedForerunner(
  run: Pick<RunRow, 'id' | 'studyId' | 'kind' | 'profile'>,
  error: Pick<SerializedError, 'code'> | undefined,
  rows: readonly RunRow[],
): RunRow | undefined {
  if (error?.code !== 'not-resumable') return undefined;
  const failed = rows.filter(
    ({ id, studyId, status }) => studyId === run.studyId && id !== run.id && status === 'failed',
  );
  const prepared =
    run.kind === 'train' && failed.find(({ kind, profile }) => kind === 'prepare' && profile === run.profile);
  return (
    (run.kind === 'pretrain' ? undefined : failed.find(({ kind }) => kind === 'pretrain')) ?? (prepared || undefined)
  );
}
