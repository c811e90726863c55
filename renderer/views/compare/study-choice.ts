import type { StudyEntry } from '../../../main/contract/workbench/studies.ts';
import type { SelectOption } from '../../components/option-types.ts';
import { formatCount } from '../../charts/number-format.ts';

type Listed = Pick<StudyEntry, 'id' | 'name' | 'createdAt' | 'runs'>;

const newestFirst = (first: Listed, second: Listed): number =>
  second.createdAt.localeCompare(first.createdAt) || second.id - first.id;

const finishedRuns = ({ runs }: Listed): number => runs.finished ?? 0;
const unfinishedRuns = ({ runs }: Listed): number =>
  Object.entries(runs).reduce((sum, [status, count]) => (status === 'finished' ? sum : sum + (count ?? 0)), 0);

/**
 * The study to compare when none was chosen: the newest of which every run is finished, otherwise the newest that has a
 * finished one.
 */
export function usualStudy(studies: readonly Listed[]): number | undefined {
  const some = studies.filter((study) => finishedRuns(study) > 0).toSorted(newestFirst);
  return (some.find((study) => unfinishedRuns(study) === 0) ?? some[0])?.id;
}

/** The study that an address names; undefined where it names none. */
export function studyOfRoute(param: unknown): number | undefined {
  const id = typeof param === 'string' && /^[1-9]\d*$/.test(param) ? Number(param) : NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

/** For choosing one, newest first. */
export function studyOptions(studies: readonly Listed[]): readonly SelectOption[] {
  return studies.toSorted(newestFirst).map((study) => ({
    value: String(study.id),
    label: `${study.id} · ${study.name}`,
    description: runsText(study),
  }));
}

/** `47 of 66 runs finished` */
export function runsText(study: Listed): string {
  const finished = finishedRuns(study);
  const all = finished + unfinishedRuns(study);
  const count = formatCount(all);
  if (finished === all) return `${count} ${all === 1 ? 'run' : 'runs'}, all finished`;
  return `${formatCount(finished)} of ${count} runs finished`;
}
