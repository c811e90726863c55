import type { Migration } from '../migrate.ts';

/** What runs measured. In columns of measurements NULL stands for NaN, which SQLite cannot hold. */
export const results: Migration = {
  number: 20,
  title: 'results',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE metrics (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        series TEXT NOT NULL,
        step INTEGER NOT NULL,
        value REAL,
        PRIMARY KEY (run_id, series, step)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sensitivities (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        metric TEXT NOT NULL,
        layer TEXT NOT NULL,
        value REAL,
        standard_error REAL,
        n INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        seconds REAL,
        UNIQUE (run_id, metric, layer)
      ) STRICT;

      CREATE TABLE plans (
        run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
        trained TEXT NOT NULL,
        frozen TEXT NOT NULL,
        trained_batch_norms TEXT NOT NULL,
        reason TEXT NOT NULL,
        speedup_bound REAL
      ) STRICT;

      CREATE TABLE noise_reports (
        run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
        matmul_layers INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE noise_layers (
        run_id INTEGER NOT NULL REFERENCES noise_reports ON DELETE CASCADE,
        position INTEGER NOT NULL,
        layer TEXT NOT NULL,
        asked REAL,
        measured REAL,
        weights INTEGER NOT NULL,
        PRIMARY KEY (run_id, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE accuracies (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        stage TEXT NOT NULL,
        accuracy REAL,
        low REAL,
        high REAL,
        confidence REAL,
        images INTEGER NOT NULL,
        UNIQUE (run_id, stage)
      ) STRICT;

      CREATE TABLE accuracy_draws (
        accuracy_id INTEGER NOT NULL REFERENCES accuracies ON DELETE CASCADE,
        draw INTEGER NOT NULL,
        accuracy REAL,
        PRIMARY KEY (accuracy_id, draw)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE timings (
        run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
        forward_ms REAL,
        noise_ms REAL,
        input_gradients_ms REAL,
        weight_gradients_ms REAL,
        update_ms REAL,
        total_ms REAL,
        full_step_ms REAL,
        samples INTEGER NOT NULL,
        batch INTEGER NOT NULL
      ) STRICT;
    `),
};
