import type { QueueState, RunRow } from '../../contract/workbench/runs.ts';
import type { StudyEntry } from '../../contract/workbench/studies.ts';
import type { Workspace } from '../../store/workspace.ts';
import { createBroadcast, type Broadcast } from '../broadcast.ts';
import type { WorkbenchSources } from '../handler-types.ts';
import { runRow } from '../runs/run-row.ts';
import { studyEntries } from '../studies/study-entries.ts';
import { createPacer } from './pacer.ts';

const pauseMs = 250;
/** A queue of thousands is not worth sending whole so often */
const longQueue = 200;
const longQueuePauseMs = 1500;

/** Tells interfaces what has changed, gathered so that each hears of it at most 4 times a second. */
export interface ChangeFeed {
  runsChanged(runIds: readonly number[]): void;
  /** Into the trash */
  runsGone(runIds: readonly number[]): void;
  /** A study, beyond what its runs are at */
  studiesChanged(): void;
  /** After whatever of it was sent, in the same rhythm */
  readonly sources: Pick<WorkbenchSources, 'runs.changed' | 'studies' | 'queue'>;
  end(): void;
}

export function createChangeFeed(workspace: Workspace, queueState: () => QueueState): ChangeFeed {
  const rowsTold = createBroadcast<{ readonly rows: readonly RunRow[]; readonly gone: readonly number[] }>();
  const studiesTold = createBroadcast<readonly StudyEntry[]>();
  const queueTold = createBroadcast<QueueState>();
  const changed = new Set<number>();
  const gone = new Set<number>();
  let studiesBefore = '';
  let queueLength = 0;

  const rowPacer = createPacer(
    () => pauseMs,
    () => {
      const now = Date.now();
      const ids = [...changed];
      const rows = ids.length === 0 ? [] : workspace.listRuns({ ids }).map((run) => runRow(run, now));
      rowsTold.tell({ rows, gone: [...gone] });
      changed.clear();
      gone.clear();
    },
  );
  const studyPacer = createPacer(
    () => pauseMs,
    () => {
      const entries = studyEntries(workspace);
      const text = JSON.stringify(entries);
      // Most of what happens to runs does not show in their studies
      if (text !== studiesBefore) studiesTold.tell(entries);
      studiesBefore = text;
    },
  );
  const queuePacer = createPacer(
    () => (queueLength > longQueue ? longQueuePauseMs : pauseMs),
    () => {
      const state = queueState();
      queueLength = state.items.length;
      queueTold.tell(state);
    },
  );

  function told<Value>(broadcast: Broadcast<Value>, first: (() => Value) | undefined) {
    return (publish: (value: Value) => void): (() => void) => {
      if (first !== undefined) publish(first());
      return broadcast.listen(publish);
    };
  }

  return {
    runsChanged(runIds) {
      if (runIds.length === 0) return;
      runIds.forEach((runId) => {
        changed.add(runId);
        gone.delete(runId);
      });
      rowPacer.ask();
      studyPacer.ask();
      queuePacer.ask();
    },
    runsGone(runIds) {
      runIds.forEach((runId) => {
        gone.add(runId);
        changed.delete(runId);
      });
      rowPacer.ask();
      studyPacer.ask();
    },
    studiesChanged() {
      studyPacer.ask();
      queuePacer.ask();
    },
    sources: {
      'runs.changed': (_input, publish) =>
        told(rowsTold, undefined)(({ rows, gone: ids }) => publish({ rows: [...rows], gone: [...ids] })),
      studies: (_input, publish) => told(studiesTold, () => studyEntries(workspace))((all) => publish([...all])),
      queue: (_input, publish) => told(queueTold, queueState)(publish),
    },
    end() {
      rowPacer.end();
      studyPacer.end();
      queuePacer.end();
    },
  };
}
