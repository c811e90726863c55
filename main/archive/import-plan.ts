import { LabError } from '../contract/errors.ts';
import type { ArchiveConflict, ImportConflicts } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { runDifferences } from './run-differences.ts';

/** What an import is going to do. Numbers of runs are those in the archive's store. */
export interface ImportPlan {
  /** In the workspace; undefined where it is new there */
  readonly studyId: number | undefined;
  readonly name: string;
  readonly newRuns: readonly number[];
  /** There already, by numbers: the same, perhaps without weights that the archive has */
  readonly sameRuns: readonly { readonly mine: number; readonly theirs: number }[];
  /** How many stay in the trash */
  readonly trashed: number;
  readonly conflicts: ArchiveConflict[];
}

interface StudyRow {
  readonly id: number;
  readonly name: string;
  readonly uid: string;
  readonly specification: string;
  readonly hash: string;
  readonly source: string;
  readonly trashedAt: number | null;
}

interface RunRow {
  readonly id: number;
  readonly mine: number | null;
  /** The study it has in the workspace */
  readonly mineOf: number | null;
  readonly trashedAt: number | null;
  /** Another run of the workspace's study with the same configuration */
  readonly twin: number | null;
  readonly what: string;
}

const studyQuery = (schema: string): string =>
  `SELECT id, name, uid, specification, specification_sha256 AS hash, source, trashed_at AS trashedAt FROM ${schema}.studies`;

/** What a run is called in a sentence: the method, or what else it does, its profile and its seed. */
const whatItIs = `concat_ws(' · ', coalesce(run.method_label, iif(run.kind = 'pretrain', 'pretraining', 'preparing')),
  run.profile_label, 'seed ' || run.seed)`;

function runRows(connection: Connection, studyId: number | undefined): readonly RunRow[] {
  return connection.all<RunRow>(
    `SELECT run.id, mine.id AS mine, mine.study_id AS mineOf, mine.trashed_at AS trashedAt, ${whatItIs} AS what,
       (SELECT twin.id FROM main.runs AS twin WHERE twin.study_id = @studyId AND twin.trashed_at IS NULL
          AND twin.configuration_sha256 = run.configuration_sha256 AND twin.uid <> run.uid LIMIT 1) AS twin
     FROM archive.runs AS run LEFT JOIN main.runs AS mine ON mine.uid = run.uid ORDER BY run.id`,
    { studyId: studyId ?? null },
  );
}

function studyConflicts(mine: StudyRow, theirs: StudyRow): ArchiveConflict[] {
  if (mine.trashedAt !== null) {
    throw new LabError(
      'archive-conflict',
      `The study of the archive is here already, as study ${mine.id}, in the trash.`,
      'Bring it back from the trash first, or import the archive as a copy.',
    );
  }
  const differences = (['specification', 'hash', 'source'] as const).filter((name) => mine[name] !== theirs[name]);
  return differences.length === 0 ? [] : [{ what: 'the study', differences: ['specification'] }];
}

/**
 * Compares the study of an archive with what is in the workspace. Changes nothing.
 *
 * @param connection to the workspace, with the store of the archive attached as `archive`
 * @throws LabError `archive-conflict` where the study lies in the trash
 */
export function planImport(connection: Connection, mode: ImportConflicts): ImportPlan {
  const theirs = connection.get<StudyRow>(studyQuery('archive'))!;
  const every = runRows(connection, undefined);
  if (mode === 'as-copy') {
    const newRuns = every.map(({ id }) => id);
    return { studyId: undefined, name: `${theirs.name} (copy)`, newRuns, sameRuns: [], trashed: 0, conflicts: [] };
  }
  const mine = connection.get<StudyRow>(`${studyQuery('main')} WHERE uid = @uid`, { uid: theirs.uid });
  const ofStudy = mine === undefined ? [] : studyConflicts(mine, theirs);
  const plan = { newRuns: [] as number[], sameRuns: [] as { mine: number; theirs: number }[], trashed: 0 };
  const conflicts: ArchiveConflict[] = [...ofStudy];
  for (const run of runRows(connection, mine?.id)) {
    if (run.mine === null) {
      if (run.twin === null) plan.newRuns.push(run.id);
      else conflicts.push(conflict(run.twin, run.what, 'done a second time in the archive, as another run'));
    } else if (run.mineOf !== mine?.id) {
      conflicts.push(conflict(run.mine, run.what, `belongs to study ${run.mineOf} here`));
    } else if (run.trashedAt !== null) {
      plan.trashed += 1;
    } else {
      const differences = runDifferences(connection, { mine: run.mine, theirs: run.id });
      if (differences.length === 0) plan.sameRuns.push({ mine: run.mine, theirs: run.id });
      else conflicts.push({ runId: run.mine, what: run.what, differences: [...differences] });
    }
  }
  return { studyId: mine?.id, name: mine?.name ?? theirs.name, ...plan, conflicts };
}

function conflict(runId: number, what: string, difference: string): ArchiveConflict {
  return { runId, what, differences: [difference] };
}

/**
 * What a plan depends on and others may change: which runs are here, and how far they are. A run's results change with its
 * status or its attempts. Takes no time, however much was measured.
 */
export function planState(connection: Connection): string {
  const studies = connection.all(
    `SELECT mine.id, mine.name, mine.source, mine.trashed_at FROM main.studies AS mine
     WHERE mine.uid IN (SELECT uid FROM archive.studies)`,
  );
  const runs = connection.all(
    `SELECT mine.id, mine.uid, mine.study_id, mine.status, mine.attempts, mine.trashed_at, mine.configuration_sha256
     FROM main.runs AS mine WHERE mine.uid IN (SELECT uid FROM archive.runs)
       OR mine.study_id IN (SELECT id FROM main.studies WHERE uid IN (SELECT uid FROM archive.studies)) ORDER BY mine.id`,
  );
  return JSON.stringify([studies, runs]);
}
