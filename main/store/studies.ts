import { LabError } from '../contract/errors.ts';
import type { RunStatus } from '../contract/run.ts';
import type { Specification } from '../contract/specification.ts';
import { canonicalJson, sha256OfText } from './canonical-json.ts';
import type { Connection } from './connection.ts';

export interface StudySummary {
  readonly id: number;
  readonly name: string;
  readonly notes: string;
  /** What it was stored under: SHA-256 of its canonical JSON, or what its maker gave */
  readonly specificationHash: string;
  readonly createdAt: number;
  /** Without those in the trash */
  readonly runs: number;
  readonly trashed: boolean;
  /** Since when it is in the trash; milliseconds since 1970 */
  readonly trashedAt: number | undefined;
}

export interface Study extends StudySummary {
  /** With every default filled in */
  readonly specification: Specification;
  /** The YAML as its author wrote it */
  readonly source: string;
}

export interface StudyRepository {
  /**
   * The same specification may be stored more than once: each is a study of its own.
   *
   * @param source the YAML as its author wrote it
   * @param hash by which to find it again; by default the SHA-256 of its canonical JSON
   */
  create(specification: Specification, source: string, hash?: string): Study;
  /** @throws LabError `not-found` */
  get(id: number): Study;
  /** Random, and the same in every workspace that the study is imported into. @throws LabError `not-found` */
  uid(id: number): string;
  /** Newest first; those in the trash only when they are asked for, instead of the others */
  list(filter?: { readonly trashed?: boolean }): readonly StudySummary[];
  /** How many runs of each study are at what, without those in the trash; studies without runs are not in it */
  runCounts(): ReadonlyMap<number, Readonly<Partial<Record<RunStatus, number>>>>;
  /** Studies that were stored under a hash, newest first; none from the trash */
  findByHash(specificationHash: string): readonly StudySummary[];
  /** @throws LabError `not-found` */
  setNotes(id: number, notes: string): void;
  /** What it is called; its specification stays as it was. @throws LabError `not-found` */
  rename(id: number, name: string): void;
}

const summaryColumns = `id, name, notes, specification_sha256 AS specificationHash, created_at AS createdAt,
  trashed_at AS trashedAt,
  (SELECT count(*) FROM runs INDEXED BY runs_kept WHERE runs.study_id = studies.id AND runs.trashed_at IS NULL) AS runs`;

type SummaryRow = Omit<StudySummary, 'trashed' | 'trashedAt'> & { readonly trashedAt: number | null };

function summaryOf<Row extends SummaryRow>(
  row: Row,
): Omit<Row, 'trashedAt'> & Pick<StudySummary, 'trashed' | 'trashedAt'> {
  return { ...row, trashed: row.trashedAt !== null, trashedAt: row.trashedAt ?? undefined };
}

function notFound(id: number): LabError {
  return new LabError(
    'not-found',
    `There is no study ${id} in this workspace.`,
    'List what there is with `npm run -s lab -- runs list`.',
  );
}

/** @param now milliseconds since 1970 */
export function studyRepository(connection: Connection, now: () => number): StudyRepository {
  function get(id: number): Study {
    const row = connection.get<SummaryRow & { specification: string; source: string }>(
      `SELECT ${summaryColumns}, specification, source FROM studies WHERE id = @id`,
      { id },
    );
    if (row === undefined) throw notFound(id);
    return { ...summaryOf(row), specification: JSON.parse(row.specification) as Specification };
  }

  return {
    create(specification, source, hash) {
      const json = canonicalJson(specification);
      const { lastId } = connection.run(
        `INSERT INTO studies (name, notes, specification, specification_sha256, source, created_at)
         VALUES (@name, @notes, @json, @hash, @source, @now)`,
        {
          name: specification.name,
          notes: specification.notes ?? '',
          json,
          hash: hash ?? sha256OfText(json),
          source,
          now: now(),
        },
      );
      return get(lastId);
    },
    get,
    uid(id) {
      const row = connection.get<{ uid: string }>('SELECT uid FROM studies WHERE id = @id', { id });
      if (row === undefined) throw notFound(id);
      return row.uid;
    },
    list: ({ trashed = false } = {}) =>
      connection
        .all<SummaryRow>(
          `SELECT ${summaryColumns} FROM studies WHERE trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'} ORDER BY id DESC`,
        )
        .map(summaryOf),
    runCounts() {
      const counts = new Map<number, Partial<Record<RunStatus, number>>>();
      const rows = connection.all<{ studyId: number; status: RunStatus; runs: number }>(
        `SELECT study_id AS studyId, status, count(*) AS runs FROM runs INDEXED BY runs_kept WHERE trashed_at IS NULL
         GROUP BY study_id, status`,
      );
      for (const { studyId, status, runs } of rows) counts.set(studyId, { ...counts.get(studyId), [status]: runs });
      return counts;
    },
    findByHash: (hash) =>
      connection
        .all<SummaryRow>(
          `SELECT ${summaryColumns} FROM studies WHERE specification_sha256 = @hash AND trashed_at IS NULL ORDER BY id DESC`,
          { hash },
        )
        .map(summaryOf),
    setNotes(id, notes) {
      const { changes } = connection.run('UPDATE studies SET notes = @notes WHERE id = @id', { id, notes });
      if (changes === 0) throw notFound(id);
    },
    rename(id, name) {
      const { changes } = connection.run('UPDATE studies SET name = @name WHERE id = @id', { id, name });
      if (changes === 0) throw notFound(id);
    },
  };
}
