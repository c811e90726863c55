import type { RunRow } from '../../../main/contract/workbench/runs.ts';
import type { StudyEntry } from '../../../main/contract/workbench/studies.ts';
import type { SelectOption } from '../../components/option-types.ts';

type Run = Pick<RunRow, 'studyId' | 'kind' | 'status' | 'profile'>;
type Study = Pick<StudyEntry, 'id' | 'name' | 'createdAt'>;

/** Layers are scored when a study prepares a profile. */
const isScored = ({ kind, status }: Run): boolean => kind === 'prepare' && status === 'finished';

/** A study with scores, and under which of its profiles. */
export interface ScoredStudy extends Study {
  readonly profiles: readonly string[];
}

/** The studies of which at least one profile is prepared, newest first. */
export function scoredStudies(studies: readonly Study[], runs: readonly Run[]): readonly ScoredStudy[] {
  const profilesOf = Map.groupBy(runs.filter(isScored), ({ studyId }) => studyId);
  return studies
    .toSorted((first, second) => second.createdAt.localeCompare(first.createdAt) || second.id - first.id)
    .flatMap(({ id, name, createdAt }) => {
      const profiles = (profilesOf.get(id) ?? []).flatMap(({ profile }) => profile ?? []);
      return profiles.length === 0 ? [] : [{ id, name, createdAt, profiles }];
    });
}

export function scoredStudyOptions(studies: readonly ScoredStudy[]): readonly SelectOption[] {
  return studies.map(({ id, name, profiles }) => ({
    value: String(id),
    label: `${id} · ${name}`,
    description: profiles.join(', '),
  }));
}

/** Why a study has no scores, and whether some are to come. */
export function withoutScores(
  study: number,
  runs: readonly Run[],
): { readonly text: string; readonly isUnderWay: boolean } {
  const preparing = runs.filter(({ studyId, kind }) => studyId === study && kind === 'prepare');
  if (preparing.length === 0) {
    return {
      text: 'Layers are scored on trained weights, and every method of this study begins with initial ones.',
      isUnderWay: false,
    };
  }
  const isUnderWay = preparing.some(({ status }) => status === 'queued' || status === 'running');
  return {
    text: isUnderWay
      ? 'Its layers are scored when a profile is prepared, which is not done yet.'
      : 'The runs that score its layers did not finish. They can be resumed from the studies.',
    isUnderWay,
  };
}
