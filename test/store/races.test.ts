import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { connect, type Connection } from '../../main/store/connection.ts';
import { databaseName, openDatabase } from '../../main/store/database.ts';
import { pathOfFile } from '../../main/store/files.ts';
import { collectGarbage, removeReleased } from '../../main/store/garbage.ts';
import { reconcileLostRuns } from '../../main/store/lost-runs.ts';
import { assertReadable, migrate, schemaVersion, type Migration } from '../../main/store/migrate.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { beat } from '../../main/store/owners.ts';
import { ownIdentity } from '../../main/store/process-identity.ts';
import { startedRun, temporaryFolder, thrownBy } from './support.ts';

const sha256 = 'ab'.repeat(32);

/** A connection to a workspace on which something else happens just before it gets the write lock. */
function interrupted(folder: string, meanwhile: (other: Connection) => void): Connection {
  const [connection, other] = [openDatabase(folder), openDatabase(folder)];
  onTestFinished(() => {
    connection.close();
    other.close();
  });
  return {
    ...connection,
    transaction(work, durability) {
      meanwhile(other);
      return connection.transaction(work, durability);
    },
  };
}

function addRow(connection: Connection): void {
  connection.run(`INSERT INTO files VALUES (@sha256, 1, '', 'checkpoint', 1)`, { sha256 });
}

function orphan(folder: string): string {
  const path = pathOfFile(folder, sha256, '');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x');
  return path;
}

test('an owner that gives a sign of life while it is being taken for dead keeps its runs', () => {
  const { workspace, session, runId } = startedRun({ now: () => 0 });
  const elsewhere = { ...ownIdentity(), host: 'elsewhere' };
  const connection = interrupted(workspace.folder, (other) => beat(other, session.token, 70_000));
  expect(reconcileLostRuns(connection, elsewhere, 70_000)).toEqual([]);
  expect(workspace.runs.get(runId).status).toBe('running');
  expect(reconcileLostRuns(connection, elsewhere, 200_000)).toEqual([runId]);
});

test('a file that gets its row while garbage is collected stays', () => {
  const { workspace } = startedRun();
  const path = orphan(workspace.folder);
  collectGarbage(interrupted(workspace.folder, addRow), workspace.folder);
  expect(existsSync(path)).toBe(true);
  const stray = join(workspace.folder, 'incoming', 'stray');
  writeFileSync(stray, 'x');
  collectGarbage(
    interrupted(workspace.folder, (other) =>
      other.run(`INSERT INTO owners VALUES ('stray', 1, NULL, 'h', NULL, NULL, 1, 1)`),
    ),
    workspace.folder,
  );
  expect(existsSync(stray)).toBe(true);
});

test('a released file that is stored again before it is removed stays', () => {
  const { workspace } = startedRun();
  const path = orphan(workspace.folder);
  const released = [{ sha256, path }];
  removeReleased(interrupted(workspace.folder, addRow), released);
  expect(existsSync(path)).toBe(true);
  const connection = interrupted(workspace.folder, (other) => void other.run('DELETE FROM files'));
  removeReleased(connection, released);
  expect(existsSync(path)).toBe(false);
});

const step: Migration = {
  number: 1000,
  title: 'a later step',
  up: (connection) => connection.execute('CREATE TABLE later (x TEXT) STRICT'),
};

test("a database that another process makes while it is looked at is ours, and nobody else's", () => {
  const folder = temporaryFolder();
  const path = join(folder, databaseName);
  const connection = connect(new Database(path), path);
  onTestFinished(() => connection.close());
  let looks = 0;
  const watched: Connection = {
    ...connection,
    get<Row>(sql: string) {
      const row = connection.get<Row>(sql);
      looks++;
      openDatabase(folder).close();
      return row;
    },
  };
  assertReadable(watched, migrations);
  expect(looks).toBeGreaterThan(0);
  expect(schemaVersion(connection)).toBe(migrations.at(-1)!.number);
});

test('a migration that another process has just done is not done again', () => {
  const { workspace } = startedRun();
  const connection = interrupted(workspace.folder, (other) => migrate(other, [...migrations, step], () => undefined));
  migrate(connection, [...migrations, step], () => {
    throw new Error('nothing is left to do');
  });
  expect(schemaVersion(connection)).toBe(1000);
});

test('a migration is refused when a newer program has just been faster', () => {
  const { workspace } = startedRun();
  const newer = [...migrations, step, { ...step, number: 2000, up: () => undefined }];
  const connection = interrupted(workspace.folder, (other) => migrate(other, newer, () => undefined));
  const attempt = () => migrate(connection, [...migrations, step], () => undefined);
  expect(thrownBy(attempt)).toMatchObject({ code: 'store-newer' });
});
