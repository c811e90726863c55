import type { Migration } from '../migrate.ts';

/**
 * Studies, their runs, and the processes that own runs. Configurations are kept apart, by hash, so that listing runs reads
 * small rows; progress too, as it changes several times a second. Times are milliseconds since 1970.
 */
export const studiesAndRuns: Migration = {
  number: 10,
  title: 'studies and runs',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE studies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        notes TEXT NOT NULL,
        specification TEXT NOT NULL,
        specification_sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX studies_by_specification ON studies (specification_sha256);

      CREATE TABLE owners (
        token TEXT PRIMARY KEY,
        pid INTEGER NOT NULL,
        process_start TEXT,
        host TEXT NOT NULL,
        boot_id TEXT,
        pid_namespace TEXT,
        started_at INTEGER NOT NULL,
        heartbeat_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE configurations (
        sha256 TEXT PRIMARY KEY,
        json TEXT NOT NULL
      ) STRICT;

      CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('pretrain', 'prepare', 'train')),
        method_label TEXT,
        profile_label TEXT,
        seed INTEGER NOT NULL,
        configuration_sha256 TEXT NOT NULL REFERENCES configurations,
        status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'finished', 'failed', 'stopped', 'lost')),
        owner_token TEXT REFERENCES owners,
        attempts INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        active_ms INTEGER NOT NULL DEFAULT 0,
        stop_requested_at INTEGER,
        command TEXT NOT NULL,
        error TEXT,
        CHECK (status <> 'running' OR owner_token IS NOT NULL),
        CHECK (status IN ('queued', 'running') OR owner_token IS NULL),
        CHECK ((status = 'failed') = (error IS NOT NULL))
      ) STRICT;
      CREATE INDEX runs_by_study ON runs (study_id);
      CREATE INDEX runs_by_status ON runs (status);
      CREATE INDEX runs_by_configuration ON runs (configuration_sha256);
      CREATE INDEX runs_by_owner ON runs (owner_token) WHERE owner_token IS NOT NULL;

      CREATE TABLE provenances (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (run_id, attempt)
      ) STRICT;

      CREATE TABLE run_progress (
        run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
        phase TEXT NOT NULL,
        fraction REAL,
        detail TEXT NOT NULL,
        seconds_left REAL,
        updated_at INTEGER NOT NULL
      ) STRICT;
    `),
};
