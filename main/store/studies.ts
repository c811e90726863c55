import { LabError } from '../contract/errors.ts';
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
  readonly runs: number;
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
  /** Newest first */
  list(): readonly StudySummary[];
  /** Studies that were stored under a hash, newest first */
  findByHash(specificationHash: string): readonly StudySummary[];
  /** @throws LabError `not-found` */
  setNotes(id: number, notes: string): void;
}

const summaryColumns = `id, name, notes, specification_sha256 AS specificationHash, created_at AS createdAt,
  (SELECT count(*) FROM runs WHERE runs.study_id = studies.id) AS runs`;

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
    const row = connection.get<StudySummary & { specification: string; source: string }>(
      `SELECT ${summaryColumns}, specification, source FROM studies WHERE id = @id`,
      { id },
    );
    if (row === undefined) throw notFound(id);
    return { ...row, specification: JSON.parse(row.specification) as Specification };
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
    list: () => connection.all<StudySummary>(`SELECT ${summaryColumns} FROM studies ORDER BY id DESC`),
    findByHash: (hash) =>
      connection.all<StudySummary>(
        `SELECT ${summaryColumns} FROM studies WHERE specification_sha256 = @hash ORDER BY id DESC`,
        { hash },
      ),
    setNotes(id, notes) {
      const { changes } = connection.run('UPDATE studies SET notes = @notes WHERE id = @id', { id, notes });
      if (changes === 0) throw notFound(id);
    },
  };
}
