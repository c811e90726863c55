import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { markEnded } from './run-lifecycle.ts';

/** A process that runs runs, as long as it lives. */
export interface Owner extends ProcessIdentity {
  readonly token: string;
  readonly heartbeatAt: number;
}

/** From now on the process has to give signs of life; see {@link beat}. */
export function insertOwner(connection: Connection, token: string, identity: ProcessIdentity, now: number): void {
  connection.run(
    `INSERT INTO owners (token, pid, process_start, host, boot_id, pid_namespace, started_at, heartbeat_at)
     VALUES (@token, @pid, @processStart, @host, @bootId, @pidNamespace, @now, @now)`,
    {
      token,
      pid: identity.pid,
      processStart: identity.processStart ?? null,
      host: identity.host,
      bootId: identity.bootId ?? null,
      pidNamespace: identity.pidNamespace ?? null,
      now,
    },
  );
}

type Nullable<Row> = { readonly [Key in keyof Row]: undefined extends Row[Key] ? string | null : Row[Key] };

/** The living and the dead alike */
export function listOwners(connection: Connection): readonly Owner[] {
  return connection
    .all<Nullable<Owner>>(
      `SELECT token, pid, process_start AS processStart, host, boot_id AS bootId, pid_namespace AS pidNamespace,
         heartbeat_at AS heartbeatAt
       FROM owners`,
    )
    .map((row) => ({
      ...row,
      processStart: row.processStart ?? undefined,
      bootId: row.bootId ?? undefined,
      pidNamespace: row.pidNamespace ?? undefined,
    }));
}

/**
 * A sign of life, and a look at whether somebody asked for something.
 *
 * @returns the owner's runs that are to stop
 * @throws LabError `lost` when the owner was taken for dead and its runs were taken from it
 */
export function beat(connection: Connection, token: string, now: number): readonly number[] {
  return connection.transaction(() => {
    const { changes } = connection.run('UPDATE owners SET heartbeat_at = @now WHERE token = @token', { token, now });
    if (changes === 0) {
      throw new LabError(
        'lost',
        'This process was silent for so long that its runs were taken for lost.',
        'Resume them with `npm run -s lab -- runs resume`.',
      );
    }
    const stopping = connection.all<{ id: number }>(
      'SELECT id FROM runs WHERE owner_token = @token AND stop_requested_at IS NOT NULL ORDER BY id',
      { token },
    );
    return stopping.map((run) => run.id);
  }, 'telemetry');
}

/**
 * Removes an owner and lets go of its runs: what it was running is lost; what it had still queued becomes what the caller
 * says. In the caller's transaction.
 *
 * @param endedAt when it was last heard of
 * @returns the runs that were its own
 */
export function dropOwner(
  connection: Connection,
  token: string,
  queuedBecome: 'stopped' | 'lost',
  endedAt: number,
): readonly number[] {
  const runs = connection.all<{ id: number; status: string }>(
    'SELECT id, status FROM runs WHERE owner_token = @token ORDER BY id',
    { token },
  );
  for (const { id, status } of runs) {
    markEnded(connection, id, { status: status === 'running' ? 'lost' : queuedBecome }, endedAt);
  }
  connection.run('DELETE FROM owners WHERE token = @token', { token });
  return runs.map((run) => run.id);
}
