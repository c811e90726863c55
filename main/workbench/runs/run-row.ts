import type { RunRow } from '../../contract/workbench/runs.ts';
import type { ListedRun } from '../../store/run-list.ts';

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** @param now milliseconds since 1970: a run that works has lasted until then */
export function runRow(run: ListedRun, now: number): RunRow {
  const { startedAt } = run;
  const underWayMs = run.status === 'running' && startedAt !== undefined ? Math.max(0, now - startedAt) : 0;
  return {
    id: run.id,
    studyId: run.studyId,
    studyName: run.studyName,
    kind: run.kind,
    ...(run.profileLabel === undefined ? {} : { profile: run.profileLabel }),
    ...(run.methodLabel === undefined ? {} : { method: run.methodLabel }),
    ...(run.methodName === undefined ? {} : { methodName: run.methodName }),
    seed: run.seed,
    status: run.status,
    fraction: run.status === 'finished' ? 1 : (run.fraction ?? 0),
    createdAt: isoTime(run.createdAt),
    ...(startedAt === undefined
      ? {}
      : { startedAt: isoTime(startedAt), durationSeconds: (run.activeMs + underWayMs) / 1000 }),
    ...(run.endedAt === undefined ? {} : { endedAt: isoTime(run.endedAt) }),
    ...(run.accuracy === undefined ? {} : { accuracy: run.accuracy }),
    locked: run.locked,
    tags: [...run.tags],
    hasNotes: run.hasNotes,
    ...(run.trashedAt === undefined ? {} : { trashedAt: isoTime(run.trashedAt) }),
  };
}
