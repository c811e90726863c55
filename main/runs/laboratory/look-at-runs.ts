import type { RunStatus } from '../../contract/run.ts';
import { findStudy } from './find-study.ts';
import type { LaboratoryParts } from './laboratory-parts.ts';
import type { RunServices } from './run-services.ts';
import { runDetails, runSummaries } from './summaries.ts';

/** What the command line does with runs. Makes no workspace. */
export function runServices({
  existing,
  existingToChange,
}: Pick<LaboratoryParts, 'existing' | 'existingToChange'>): RunServices {
  return {
    async listRuns({ study, status }) {
      const store = existing();
      const studyId = study === undefined ? undefined : findStudy(store, study);
      return runSummaries(
        store,
        store.runs.list({ ...(studyId === undefined ? {} : { studyId }), ...(status === undefined ? {} : { status }) }),
      );
    },
    showRun: async (id) => runDetails(existing(), id),
    async stop(ids) {
      const store = existingToChange();
      const runs = [...new Set(ids)].map((id) => store.runs.get(id));
      const ended = ({ status }: { status: RunStatus }): boolean => status !== 'queued' && status !== 'running';
      // One that has ended is refused before any is stopped
      for (const { id } of [...runs.filter(ended), ...runs]) store.runs.requestStop(id);
      return runSummaries(
        store,
        runs.map(({ id }) => store.runs.get(id)),
      );
    },
  };
}
