import type { Connection } from './connection.ts';
import { dropOwner, listOwners } from './owners.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Marks the runs of processes that are no longer there as lost. Safe beside living ones: see {@link isAlive}.
 *
 * @param own identity of the process that asks
 * @returns the runs that became lost
 */
export function reconcileLostRuns(connection: Connection, own: ProcessIdentity, now: number): readonly number[] {
  const silent = listOwners(connection).filter((owner) => !isAlive(owner, own, owner.heartbeatAt, now));
  if (silent.length === 0) return [];
  return connection.transaction(() => {
    const present = new Map(listOwners(connection).map((owner) => [owner.token, owner]));
    return silent
      .filter((owner) => present.get(owner.token)?.heartbeatAt === owner.heartbeatAt)
      .flatMap((owner) => dropOwner(connection, owner.token, 'lost', owner.heartbeatAt));
  });
}
