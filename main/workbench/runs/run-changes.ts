import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';

type RunChange =
  | 'runs.stop'
  | 'runs.resume'
  | 'runs.trash'
  | 'runs.restore'
  | 'runs.lock'
  | 'runs.annotate'
  | 'queue.pause'
  | 'queue.resume'
  | 'queue.parallel';

/** Doing something to runs. */
export function runChanges({ workspace, parts }: WorkbenchContext): Pick<WorkbenchHandlers, RunChange> {
  return {
    'runs.stop'({ ids }) {
      parts().queue.stopRuns([...new Set(ids)]);
      return {};
    },
    'runs.resume'({ ids }) {
      parts().queue.resumeRuns([...new Set(ids)]);
      return {};
    },
    'runs.trash'({ ids }) {
      workspace().trash.addRuns(ids);
      parts().settle(ids);
      parts().feed.runsGone(ids);
      return {};
    },
    'runs.restore'({ ids }) {
      workspace().trash.restoreRuns(ids);
      parts().feed.runsChanged(ids);
      return {};
    },
    'runs.lock'({ ids, locked }) {
      workspace().annotations.change(ids, { locked });
      parts().feed.runsChanged(ids);
      return {};
    },
    'runs.annotate'({ ids, addTags, removeTags, notes }) {
      workspace().annotations.change(ids, { addTags, removeTags, ...(notes === undefined ? {} : { notes }) });
      parts().feed.runsChanged(ids);
      return {};
    },
    'queue.pause'() {
      parts().queue.pause();
      return {};
    },
    'queue.resume'() {
      parts().queue.resume();
      return {};
    },
    'queue.parallel'({ parallel }) {
      parts().queue.setParallel(parallel);
      return {};
    },
  };
}
