import type { Workspace } from '../../store/workspace.ts';

const intervalMs = 2000;
/** Looking whether processes live reads a file for each of them */
const reconcileEvery = 5;

export interface OthersListener {
  /** New, or not as they were */
  onRunsChanged(runIds: readonly number[]): void;
  /** Their process is not there any more */
  onFoundLost(runIds: readonly number[]): void;
  /** The store cannot be read; the next look may be luckier */
  onError(error: unknown): void;
}

/**
 * Notices what other processes do to runs of the workspace: every two seconds, and hardly anything is read while none of
 * them writes.
 *
 * @returns a function that ends it
 */
export function watchOthers(workspace: Workspace, listener: OthersListener): () => void {
  let version = workspace.activity.version();
  let active = activeNow();
  let lastRunId = workspace.activity.lastRunId();
  let looks = 0;

  function activeNow(): ReadonlyMap<number, string> {
    return new Map(workspace.activity.active().map(({ id, status, heardAt }) => [id, `${status} ${heardAt ?? ''}`]));
  }

  function look(): void {
    if (++looks % reconcileEvery === 0) {
      const lost = workspace.reconcileLostRuns();
      if (lost.length > 0) listener.onFoundLost(lost);
    }
    const nowVersion = workspace.activity.version();
    if (nowVersion === version) return;
    version = nowVersion;
    const before = active;
    active = activeNow();
    const changed = [...active].filter(([id, state]) => before.get(id) !== state).map(([id]) => id);
    const ended = [...before.keys()].filter((id) => !active.has(id));
    const newest = workspace.activity.lastRunId();
    const made = Array.from({ length: Math.max(0, newest - lastRunId) }, (_value, index) => lastRunId + 1 + index);
    lastRunId = newest;
    listener.onRunsChanged([...new Set([...changed, ...ended, ...made])]);
  }

  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      listener.onError(error);
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
