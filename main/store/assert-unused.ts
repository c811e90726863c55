import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';
import { listOwners } from './owners.ts';
import { isAlive, ownIdentity } from './process-identity.ts';

/**
 * The schema must not change under a process of an older version that is running something.
 *
 * @throws LabError `store-busy`
 */
export function assertUnused(connection: Connection, now: number): void {
  const known = connection.get(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'owners'`);
  if (known === undefined) return;
  const own = ownIdentity();
  const user = listOwners(connection).find((owner) => isAlive(owner, own, owner.heartbeatAt, now));
  if (user === undefined) return;
  throw new LabError(
    'store-busy',
    `The workspace ${connection.path} has to be brought up to date, but an older version (process ${user.pid} on ${user.host}) is running something in it.`,
    'Wait until it is done, or stop it, and repeat the command.',
  );
}
