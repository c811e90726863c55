import type { Workspace } from '../../store/workspace.ts';
import type { QueueMember } from './queue-member.ts';

/** How long whole runs are expected to take. */
export interface Expectations {
  /**
   * Seconds from beginning to end: of the last finished run of the same configuration, else the mean of the study's
   * finished runs of the same kind and method, else of the same kind, else what runs of that kind that are under way come
   * to. Undefined where there is none of these.
   */
  of(member: QueueMember): number | undefined;
  /** Something of a study has ended. */
  forget(studyId: number): void;
}

export function createExpectations(workspace: Workspace, working: () => readonly QueueMember[]): Expectations {
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

  function underWay({ studyId, kind }: QueueMember): number | undefined {
    const totals = working().flatMap((other) => {
      const { progress, beganAt, heardAt } = other;
      if (other.studyId !== studyId || other.kind !== kind || beganAt === undefined || heardAt === undefined) return [];
      return progress?.secondsLeft === undefined ? [] : [(heardAt - beganAt) / 1000 + progress.secondsLeft];
    });
    return totals.length === 0 ? undefined : totals.reduce((sum, seconds) => sum + seconds, 0) / totals.length;
  }

  return {
    of: (member) => ofConfiguration(member.configurationHash) ?? ofStudy(member) ?? underWay(member),
    forget(studyId) {
      studies.delete(studyId);
      configurations.clear();
    },
  };
}
