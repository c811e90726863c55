import { runDetails } from '../../runs/laboratory/summaries.ts';
import { decimate } from '../../store/decimate.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { runRow } from './run-row.ts';
import { runText } from './run-text.ts';
import { smooth } from './smoothing.ts';

type RunReading = 'runs.list' | 'runs.show' | 'runs.series' | 'runs.log';

/** Looking at runs. */
export function runReading({ workspace }: Pick<WorkbenchContext, 'workspace'>): Pick<WorkbenchHandlers, RunReading> {
  return {
    'runs.list'({ studyId, trashed }) {
      const now = Date.now();
      const filter = { trashed, ...(studyId === undefined ? {} : { studyId }) };
      return workspace()
        .listRuns(filter)
        .map((run) => runRow(run, now));
    },
    'runs.show'({ id }) {
      const store = workspace();
      const run = store.runs.get(id);
      const { locked, notes, tags } = store.annotations.ofRun(id);
      return {
        run: runDetails(store, id),
        notes,
        tags: [...tags],
        locked,
        command: run.command,
        text: runText(run, store.studies.get(run.studyId).specification),
      };
    },
    'runs.log'({ id }) {
      workspace().runs.summary(id);
      return workspace()
        .runLog.ofRun(id)
        .map(({ at, ...line }) => ({ ...line, at: new Date(at).toISOString() }));
    },
    'runs.series'({ id, series, maximumPoints, halfLife }) {
      const store = workspace();
      store.runs.summary(id);
      const points = store.metrics.read(id, series);
      const smoothed = halfLife === 0 ? [] : smooth(points, halfLife);
      return { points: [...decimate(points, maximumPoints)], smoothed: [...decimate(smoothed, maximumPoints)] };
    },
  };
}
