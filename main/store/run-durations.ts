import type { RunKind } from '../contract/run.ts';
import type { Connection } from './connection.ts';

/** How long finished runs of one kind and method took. */
export interface FinishedDuration {
  readonly kind: RunKind;
  readonly methodLabel: string | undefined;
  /** Mean over the runs */
  readonly seconds: number;
  readonly runs: number;
}

export interface DurationRepository {
  /** Of a study's finished runs, by kind and method */
  ofStudy(studyId: number): readonly FinishedDuration[];
  /** Seconds of the last finished run of a configuration, of whatever study; undefined where there is none */
  ofConfiguration(configurationHash: string): number | undefined;
}

export function durationRepository(connection: Connection): DurationRepository {
  return {
    ofStudy: (studyId) =>
      connection
        .all<{ kind: RunKind; methodLabel: string | null; seconds: number; runs: number }>(
          `SELECT kind, method_label AS methodLabel, avg(active_ms) / 1000 AS seconds, count(*) AS runs
           FROM runs WHERE study_id = @studyId AND status = 'finished' AND trashed_at IS NULL GROUP BY kind, method_label`,
          { studyId },
        )
        .map(({ methodLabel, ...row }) => ({ ...row, methodLabel: methodLabel ?? undefined })),
    ofConfiguration: (configurationHash) =>
      connection.get<{ seconds: number }>(
        `SELECT active_ms / 1000.0 AS seconds FROM runs
         WHERE configuration_sha256 = @configurationHash AND status = 'finished' ORDER BY id DESC LIMIT 1`,
        { configurationHash },
      )?.seconds,
  };
}
