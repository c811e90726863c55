import type { Migration } from '../migrate.ts';

/**
 * Memory that may make errors: how rates were chosen, what it costs, and the accuracy under faults. In columns of
 * measurements NULL stands for NaN, which SQLite cannot hold.
 */
export const memory: Migration = {
  number: 40,
  title: 'memory',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE rate_updates (
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        epoch INTEGER NOT NULL,
        energy REAL,
        best_loss REAL,
        PRIMARY KEY (run_id, epoch)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE rate_update_layers (
        run_id INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        position INTEGER NOT NULL,
        layer TEXT NOT NULL,
        rate REAL,
        slope REAL,
        standard_error REAL,
        PRIMARY KEY (run_id, epoch, position),
        FOREIGN KEY (run_id, epoch) REFERENCES rate_updates ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE memory_reports (
        run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
        energy REAL,
        reliable_energy REAL,
        float16_energy REAL,
        float32_energy REAL
      ) STRICT;

      CREATE TABLE memory_layers (
        run_id INTEGER NOT NULL REFERENCES memory_reports ON DELETE CASCADE,
        position INTEGER NOT NULL,
        layer TEXT NOT NULL,
        weights INTEGER NOT NULL,
        bits INTEGER NOT NULL,
        rate REAL,
        energy_per_bit REAL,
        bank INTEGER,
        PRIMARY KEY (run_id, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE fault_accuracies (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('rate', 'layer')),
        rate REAL NOT NULL,
        layer TEXT,
        accuracy REAL,
        low REAL,
        high REAL,
        confidence REAL,
        images INTEGER NOT NULL,
        CHECK ((kind = 'layer') = (layer IS NOT NULL))
      ) STRICT;
      -- Two NULLs are different to an index, two absent layers are not
      CREATE UNIQUE INDEX fault_accuracies_by_run ON fault_accuracies (run_id, kind, rate, ifnull(layer, ''));

      CREATE TABLE fault_accuracy_draws (
        fault_accuracy_id INTEGER NOT NULL REFERENCES fault_accuracies ON DELETE CASCADE,
        draw INTEGER NOT NULL,
        accuracy REAL,
        PRIMARY KEY (fault_accuracy_id, draw)
      ) STRICT, WITHOUT ROWID;
    `),
};
