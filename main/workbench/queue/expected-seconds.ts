import type { RunKind } from '../../contract/run.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { QueueMember } from './queue-member.ts';

/** How long whole runs are expected to take. */
export interface Expectations {
  /**
   * Seconds from beginning to end: of the last finished run of the same configuration, else the mean of the study's
   * finished runs of the same kind and method, else of the same kind, else what runs of that kind that have begun come to,
   * else what the study was timed at before its launch. Undefined where there is none of these.
   */
  of(member: QueueMember): number | undefined;
  /** Of whole runs of a study, by kind, before any of them has begun */
  foresee(studyId: number, seconds: Readonly<Partial<Record<RunKind, number>>>): void;
  /** Something of a study has ended. */
  forget(studyId: number): void;
}

/** @param members of the queue, at work or waiting */
export function createExpectations(workspace: Workspace, members: () => readonly QueueMember[]): Expectations {
  const foreseen = new Map<number, Readonly<Partial<Record<RunKind, number>>>>();
  const studies = new Map<number, ReturnType<Workspace['durations']['ofStudy']>>();
  const configurations = new Map<string, number | undefined>();

  function ofConfiguration(hash: string): number | undefined {
    if (!configurations.has(hash)) configurations.set(hash, workspace.durations.ofConfiguration(hash));
    return configurations.get(hash);
  }

  function ofStudy({ studyId, kind, methodLabel }: QueueMember): number | undefined {
    let finished = studies.get(studyId);
    if (finished === undefined) studies.set(studyId, (finished = workspace.durations.ofStudy(studyId)));
    const ofKind = finished.filter((row) => row.kind === kind);
    const same = ofKind.find((row) => row.methodLabel === methodLabel);
    if (same !== undefined) return same.seconds;
    const runs = ofKind.reduce((sum, row) => sum + row.runs, 0);
    return runs === 0 ? undefined : ofKind.reduce((sum, row) => sum + row.seconds * row.runs, 0) / runs;
  }

  function begun({ studyId, kind }: QueueMember): number | undefined {
    const totals = members().flatMap((other) => {
      const { fraction = 1, secondsLeft } = other.progress ?? {};
      if (other.studyId !== studyId || other.kind !== kind || secondsLeft === undefined) return [];
      return fraction < 1 ? [secondsLeft / (1 - fraction)] : [];
    });
    return totals.length === 0 ? undefined : totals.reduce((sum, seconds) => sum + seconds, 0) / totals.length;
  }

  return {
    of: (member) =>
      ofConfiguration(member.configurationHash) ??
      ofStudy(member) ??
      begun(member) ??
      foreseen.get(member.studyId)?.[member.kind],
    foresee: (studyId, seconds) => void foreseen.set(studyId, seconds),
    forget(studyId) {
      studies.delete(studyId);
      configurations.clear();
    },
  };
}
