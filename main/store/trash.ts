import { LabError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';
import { releaseFiles, removeReleased, type ReleasedFile } from './garbage.ts';
import { readRunState, runNotFound } from './run-rows.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** How long the trash keeps what is thrown into it. */
export const keptInTrashMs = 30 * dayMs;

export interface Trash {
  /**
   * Throws runs away, all or none; those that are there already stay.
   *
   * @throws LabError 'not-found'; 'invalid-argument' for one that is queued, running or locked
   */
  addRuns(ids: readonly number[]): void;
  /**
   * Brings runs back, all or none, and the studies they belong to.
   *
   * @throws LabError 'not-found'; 'invalid-argument' for one that has been done again meanwhile
   */
  restoreRuns(ids: readonly number[]): void;
  /** A study with its runs. @throws LabError 'not-found'; 'invalid-argument' while a run of it is queued, running or locked */
  addStudy(id: number): void;
  /** A study with the runs that were thrown away with it. @throws LabError as `restoreRuns` */
  restoreStudy(id: number): void;
}

function refused(message: string, nextStep: string): LabError {
  return new LabError('invalid-argument', message, nextStep);
}

function assertDisposable(connection: Connection, id: number): void {
  const { status } = readRunState(connection, id);
  if (status === 'queued' || status === 'running') {
    throw refused(`Run ${id} is ${status}, so it cannot go to the trash.`, 'Stop it first.');
  }
  const row = connection.get<{ locked: number }>('SELECT locked FROM runs WHERE id = @id', { id });
  if (row?.locked === 1) throw refused(`Run ${id} is locked, so it cannot go to the trash.`, 'Unlock it first.');
}

/** Two runs of one configuration in a study would count twice wherever seeds are compared. */
function assertNotDoneAgain(connection: Connection, id: number): void {
  const again = connection.get<{ id: number }>(
    `SELECT other.id FROM runs JOIN runs AS other
       ON other.study_id = runs.study_id AND other.configuration_sha256 = runs.configuration_sha256
     WHERE runs.id = @id AND other.id <> runs.id AND other.trashed_at IS NULL`,
    { id },
  );
  if (again === undefined) return;
  throw refused(
    `Run ${id} was done again as run ${again.id} while it was in the trash.`,
    `Move run ${again.id} to the trash first; a study has one run of each configuration.`,
  );
}

function studyNotFound(id: number): LabError {
  return new LabError('not-found', `There is no study ${id} in this workspace.`, 'Choose one of the list.');
}

/** @param now milliseconds since 1970 */
export function trashOf(connection: Connection, now: () => number): Trash {
  function assertStudy(id: number): { readonly trashedAt: number | null } {
    const row = connection.get<{ trashedAt: number | null }>(
      'SELECT trashed_at AS trashedAt FROM studies WHERE id = @id',
      { id },
    );
    if (row === undefined) throw studyNotFound(id);
    return row;
  }

  function restoreRun(id: number): void {
    if (connection.get('SELECT 1 FROM runs WHERE id = @id', { id }) === undefined) throw runNotFound(id);
    assertNotDoneAgain(connection, id);
    connection.run('UPDATE runs SET trashed_at = NULL WHERE id = @id', { id });
    connection.run(
      'UPDATE studies SET trashed_at = NULL WHERE id = (SELECT study_id FROM runs WHERE id = @id) AND trashed_at IS NOT NULL',
      { id },
    );
  }

  return {
    addRuns(ids) {
      connection.transaction(() => {
        const at = now();
        for (const id of ids) {
          assertDisposable(connection, id);
          connection.run('UPDATE runs SET trashed_at = coalesce(trashed_at, @at) WHERE id = @id', { id, at });
        }
      });
    },
    restoreRuns: (ids) => connection.transaction(() => ids.forEach(restoreRun)),
    addStudy(id) {
      connection.transaction(() => {
        if (assertStudy(id).trashedAt !== null) return;
        const runs = connection.all<{ id: number }>('SELECT id FROM runs WHERE study_id = @id AND trashed_at IS NULL', {
          id,
        });
        runs.forEach((run) => assertDisposable(connection, run.id));
        const at = now();
        connection.run('UPDATE runs SET trashed_at = @at WHERE study_id = @id AND trashed_at IS NULL', { id, at });
        connection.run('UPDATE studies SET trashed_at = @at WHERE id = @id', { id, at });
      });
    },
    restoreStudy(id) {
      connection.transaction(() => {
        const { trashedAt } = assertStudy(id);
        if (trashedAt === null) return;
        const runs = connection.all<{ id: number }>('SELECT id FROM runs WHERE study_id = @id AND trashed_at = @at', {
          id,
          at: trashedAt,
        });
        connection.run('UPDATE studies SET trashed_at = NULL WHERE id = @id', { id });
        runs.forEach((run) => restoreRun(run.id));
      });
    },
  };
}

/** Deletes what has been in the trash for longer than it keeps things. */
export function emptyTrash(connection: Connection, folder: string, now: number): void {
  const values = { before: now - keptInTrashMs };
  const isDue = ['studies', 'runs'].some(
    (table) => connection.get(`SELECT 1 FROM ${table} WHERE trashed_at < @before LIMIT 1`, values) !== undefined,
  );
  // Without the lock at first: mostly there is nothing to do
  if (!isDue) return;
  let released: readonly ReleasedFile[] = [];
  connection.transaction(() => {
    connection.run('DELETE FROM runs WHERE trashed_at < @before', values);
    connection.run(
      `DELETE FROM studies WHERE trashed_at < @before
         AND NOT EXISTS (SELECT 1 FROM runs WHERE study_id = studies.id)`,
      values,
    );
    connection.run(
      'DELETE FROM configurations WHERE NOT EXISTS (SELECT 1 FROM runs WHERE configuration_sha256 = sha256)',
    );
    released = releaseFiles(connection, folder);
  });
  removeReleased(connection, released);
}
