import type { RateUpdate } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface RateUpdateRepository {
  /** By epoch */
  ofRun(runId: number): readonly RateUpdate[];
}

/** One update a run and epoch, with its layers: a later one replaces it whole. */
export function saveRateUpdate(connection: Connection, runId: number, update: RateUpdate): void {
  const { epoch, energy, bestLoss } = update;
  connection.run('DELETE FROM rate_updates WHERE run_id = @runId AND epoch = @epoch', { runId, epoch });
  connection.run(
    'INSERT INTO rate_updates (run_id, epoch, energy, best_loss) VALUES (@runId, @epoch, @energy, @bestLoss)',
    { runId, epoch, energy, bestLoss },
  );
  for (const [position, { layer, rate, slope, standardError }] of update.layers.entries()) {
    connection.run(
      `INSERT INTO rate_update_layers (run_id, epoch, position, layer, rate, slope, standard_error)
       VALUES (@runId, @epoch, @position, @layer, @rate, @slope, @standardError)`,
      { runId, epoch, position, layer, rate, slope, standardError },
    );
  }
}

interface UpdateRow {
  readonly epoch: number;
  readonly energy: number | null;
  readonly bestLoss: number | null;
}

interface LayerRow {
  readonly epoch: number;
  readonly layer: string;
  readonly rate: number | null;
  readonly slope: number | null;
  readonly standardError: number | null;
}

/** Reads how the fault rates of layers were moved, epoch by epoch. */
export function rateUpdateRepository(connection: Connection): RateUpdateRepository {
  return {
    ofRun(runId) {
      const layers = connection.all<LayerRow>(
        `SELECT epoch, layer, rate, slope, standard_error AS standardError FROM rate_update_layers
         WHERE run_id = @runId ORDER BY epoch, position`,
        { runId },
      );
      const byEpoch = Map.groupBy(layers, ({ epoch }) => epoch);
      return connection
        .all<UpdateRow>(
          'SELECT epoch, energy, best_loss AS bestLoss FROM rate_updates WHERE run_id = @runId ORDER BY epoch',
          { runId },
        )
        .map(({ epoch, energy, bestLoss }) => ({
          epoch,
          layers: (byEpoch.get(epoch) ?? []).map(({ layer, rate, slope, standardError }) => ({
            layer,
            rate: fromNullable(rate),
            slope: fromNullable(slope),
            standardError: fromNullable(standardError),
          })),
          energy: fromNullable(energy),
          bestLoss: fromNullable(bestLoss),
        }));
    },
  };
}
