import type { RunConfiguration } from '../contract/run.ts';
import type { Connection } from './connection.ts';

export interface StoredConfiguration {
  /** Ascends as configurations come in */
  readonly place: number;
  readonly configuration: RunConfiguration;
}

/** Configurations that came in after a place, in order, at most so many. None is ever changed. */
export function configurationsAfter(
  connection: Connection,
  place: number,
  limit: number,
): readonly StoredConfiguration[] {
  return connection
    .all<{ place: number; json: string }>(
      'SELECT rowid AS place, json FROM configurations WHERE rowid > @place ORDER BY rowid LIMIT @limit',
      { place, limit },
    )
    .map((row) => ({ place: row.place, configuration: JSON.parse(row.json) as RunConfiguration }));
}
