import type { Provenance, RunConfiguration, RunKind, RunStatus, TrainingPosition } from '../contract/run.ts';
import { canonicalJson, sha256OfText } from './canonical-json.ts';
import type { Connection } from './connection.ts';
import { requestStop } from './run-lifecycle.ts';
import { runColumns, runNotFound, runSummaryOf, type Run, type RunRow, type RunSummary } from './run-rows.ts';

export interface NewRun {
  readonly studyId: number;
  readonly configuration: RunConfiguration;
  /** As tables and figures name the method; by default the method's own label, or its name */
  readonly methodLabel?: string;
  /** The command that repeats it */
  readonly command: string;
}

export interface RunFilter {
  readonly studyId?: number;
  readonly status?: RunStatus;
  readonly kind?: RunKind;
  readonly configurationHash?: string;
  /** Only runs after this one */
  readonly afterId?: number;
  /** Those in the trash instead of the others */
  readonly trashed?: boolean;
  readonly limit?: number;
}

export interface RunRepository {
  /** Queues runs, all or none, in order. They wait for a session to claim them; see `Session.enqueue`. */
  create(runs: readonly NewRun[]): readonly Run[];
  /** @throws LabError `not-found` */
  get(id: number): Run;
  /** Without its configuration. @throws LabError `not-found` */
  summary(id: number): RunSummary;
  /** In the order of their creation; without those in the trash unless they are asked for */
  list(filter?: RunFilter): readonly RunSummary[];
  /** Of every attempt, in order: a resumed run may have used another version or machine. */
  provenances(id: number): readonly Provenance[];
  /**
   * Asks the process that owns a run to stop it; a run nobody owns is stopped at once.
   *
   * @throws LabError `not-found`; `invalid-argument` when it has ended already
   */
  requestStop(id: number): 'stopped' | 'requested';
}

const from = 'FROM runs LEFT JOIN run_progress ON run_progress.run_id = runs.id';

const conditions: Readonly<Record<Exclude<keyof RunFilter, 'limit' | 'trashed'>, string>> = {
  studyId: 'study_id = @studyId',
  status: 'status = @status',
  kind: 'kind = @kind',
  configurationHash: 'configuration_sha256 = @configurationHash',
  afterId: 'runs.id > @afterId',
};

function insertRun(connection: Connection, run: NewRun, ownerToken: string | undefined, now: number): number {
  const { configuration } = run;
  const json = canonicalJson(configuration);
  const hash = sha256OfText(json);
  connection.run('INSERT INTO configurations (sha256, json) VALUES (@hash, @json) ON CONFLICT DO NOTHING', {
    hash,
    json,
  });
  return connection.run(
    `INSERT INTO runs (study_id, kind, method_label, method_name, profile_label, seed, configuration_sha256, status, owner_token,
       created_at, command)
     VALUES (@studyId, @kind, @methodLabel, @methodName, @profileLabel, @seed, @hash, 'queued', @ownerToken, @now, @command)`,
    {
      studyId: run.studyId,
      kind: configuration.kind,
      methodLabel: run.methodLabel ?? configuration.method?.label ?? configuration.method?.method ?? null,
      methodName: configuration.method?.method ?? null,
      profileLabel: configuration.profile?.label ?? null,
      seed: configuration.seed,
      hash,
      ownerToken: ownerToken ?? null,
      now,
      command: run.command,
    },
  ).lastId;
}

/** @throws LabError `not-found` */
export function getRun(connection: Connection, id: number): Run {
  const row = connection.get<RunRow & { command: string; configuration: string; provenance: string | null }>(
    `SELECT ${runColumns}, command, configurations.json AS configuration,
       (SELECT json FROM provenances WHERE run_id = runs.id ORDER BY attempt DESC LIMIT 1) AS provenance
     ${from} JOIN configurations ON configurations.sha256 = configuration_sha256 WHERE runs.id = @id`,
    { id },
  );
  if (row === undefined) throw runNotFound(id);
  const position = connection.get<TrainingPosition>(
    'SELECT epoch, step FROM checkpoints WHERE run_id = @id ORDER BY epoch DESC, step DESC LIMIT 1',
    { id },
  );
  return {
    ...runSummaryOf(row),
    configuration: JSON.parse(row.configuration) as RunConfiguration,
    command: row.command,
    provenance: row.provenance === null ? undefined : (JSON.parse(row.provenance) as Provenance),
    position,
  };
}

/** @param ownerToken the session that will run them; `undefined` for nobody yet */
export function createRuns(
  connection: Connection,
  runs: readonly NewRun[],
  ownerToken: string | undefined,
  now: number,
): readonly Run[] {
  return connection.transaction(() =>
    runs.map((run) => insertRun(connection, run, ownerToken, now)).map((id) => getRun(connection, id)),
  );
}

/** @param now milliseconds since 1970 */
export function runRepository(connection: Connection, now: () => number): RunRepository {
  return {
    create: (runs) => createRuns(connection, runs, undefined, now()),
    get: (id) => getRun(connection, id),
    summary(id) {
      const row = connection.get<RunRow>(`SELECT ${runColumns} ${from} WHERE runs.id = @id`, { id });
      if (row === undefined) throw runNotFound(id);
      return runSummaryOf(row);
    },
    list(filter = {}) {
      const { limit, trashed = false, ...filters } = filter;
      const given = Object.entries(filters).filter(([, value]) => value !== undefined);
      const where = [
        `trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'}`,
        ...given.map(([key]) => conditions[key as keyof typeof conditions]),
      ].join(' AND ');
      const sql = `SELECT ${runColumns} ${from} WHERE ${where} ORDER BY runs.id LIMIT @limit`;
      return connection.all<RunRow>(sql, { ...Object.fromEntries(given), limit: limit ?? -1 }).map(runSummaryOf);
    },
    provenances: (id) =>
      connection
        .all<{ json: string }>('SELECT json FROM provenances WHERE run_id = @id ORDER BY attempt', { id })
        .map((row) => JSON.parse(row.json) as Provenance),
    requestStop: (id) => requestStop(connection, id, now()),
  };
}
