import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databaseName, openDatabase } from '../../main/store/database.ts';
import { schemaVersion, type Migration } from '../../main/store/migrate.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { temporaryFolder, thrownBy } from './support.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { machine } from './samples.ts';

const notes = (number: number, sql: string): Migration => ({
  number,
  title: `step ${number}`,
  up: (connection) => connection.execute(sql),
});
const first = notes(10, 'CREATE TABLE notes (text TEXT NOT NULL) STRICT');
const second = notes(20, 'ALTER TABLE notes ADD COLUMN author TEXT');

function open(folder: string, list: readonly Migration[], now?: () => number) {
  const connection = openDatabase(folder, { migrations: list, now });
  onTestFinished(() => connection.close());
  return connection;
}

const backupsOf = (folder: string): string[] => readdirSync(join(folder, 'backups')).sort();

describe('the list of migrations', () => {
  test('ascends, in files of the same number', () => {
    const numbers = migrations.map((migration) => migration.number);
    expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right));
    const files = readdirSync(new URL('../../main/store/migrations', import.meta.url));
    const inNames = files.filter((name) => name !== 'index.ts').map((name) => Number(name.slice(0, 4)));
    expect(inNames.sort((left, right) => left - right)).toEqual(numbers);
  });

  test('has a test for each', () => {
    const names = readdirSync(new URL('../../main/store/migrations', import.meta.url)).filter(
      (name) => name !== 'index.ts',
    );
    const tests = readdirSync(new URL('./migrations', import.meta.url)).filter((name) => name.endsWith('.test.ts'));
    expect(tests.sort()).toEqual(names.map((name) => name.replace(/\.ts$/, '.test.ts')).sort());
  });
});

describe('migrating', () => {
  test('keeps what is there, after a backup of how it was', () => {
    const folder = temporaryFolder();
    const before = open(folder, [first]);
    before.run(`INSERT INTO notes VALUES ('hello')`);
    const after = open(folder, [first, second]);
    expect(schemaVersion(after)).toBe(20);
    expect(after.all('SELECT * FROM notes')).toEqual([{ text: 'hello', author: null }]);

    const [name, ...others] = backupsOf(folder);
    expect(others).toEqual([]);
    const backup = new Database(join(folder, 'backups', name!), { readonly: true });
    onTestFinished(() => void backup.close());
    expect(backup.pragma('user_version', { simple: true })).toBe(10);
    expect(backup.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'hello' }]);
  });

  test('makes no backup of a new database, nor of one that is up to date', () => {
    const folder = temporaryFolder();
    open(folder, [first, second]);
    open(folder, [first, second]);
    expect(readdirSync(folder)).not.toContain('backups');
  });

  test('keeps the newest three backups', () => {
    const folder = temporaryFolder();
    const steps = [1, 2, 3, 4, 5, 6].map((n) => notes(n, `CREATE TABLE t${n} (x TEXT) STRICT`));
    for (let count = 1; count <= steps.length; count++) {
      open(folder, steps.slice(0, count), () => Date.UTC(2026, 0, count));
    }
    expect(backupsOf(folder).map((name) => name.slice(0, 39))).toEqual([
      'noisefloor-schema-3-2026-01-04T00-00-00',
      'noisefloor-schema-4-2026-01-05T00-00-00',
      'noisefloor-schema-5-2026-01-06T00-00-00',
    ]);
  });

  test('is undone whole when one of the steps fails', () => {
    const folder = temporaryFolder();
    open(folder, [first]).run(`INSERT INTO notes VALUES ('hello')`);
    const failing = notes(30, 'CREATE TABLE other (x TEXT) STRICT; SELECT nonsense');
    expect(() => openDatabase(folder, { migrations: [first, second, failing] })).toThrow('nonsense');
    const still = open(folder, [first]);
    expect(schemaVersion(still)).toBe(10);
    expect(still.all('SELECT * FROM notes')).toEqual([{ text: 'hello' }]);
    expect(still.all(`SELECT name FROM sqlite_schema`)).toEqual([{ name: 'notes' }]);
  });

  test('may rebuild a table others refer to without losing their rows', () => {
    const folder = temporaryFolder();
    const tables = notes(
      10,
      `CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
       CREATE TABLE children (parent INTEGER REFERENCES parents ON DELETE CASCADE) STRICT;
       INSERT INTO parents VALUES (1);
       INSERT INTO children VALUES (1)`,
    );
    const rebuilt = notes(
      20,
      `CREATE TABLE rebuilt (id INTEGER PRIMARY KEY, name TEXT) STRICT;
       INSERT INTO rebuilt SELECT id, NULL FROM parents;
       DROP TABLE parents;
       ALTER TABLE rebuilt RENAME TO parents`,
    );
    open(folder, [tables]);
    const connection = open(folder, [tables, rebuilt]);
    expect(connection.all('SELECT * FROM children')).toEqual([{ parent: 1 }]);
    expect(connection.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  test('refuses to leave dangling references', () => {
    const folder = temporaryFolder();
    const tables = notes(
      10,
      `CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
       CREATE TABLE children (parent INTEGER REFERENCES parents) STRICT;
       INSERT INTO parents VALUES (1);
       INSERT INTO children VALUES (1)`,
    );
    open(folder, [tables]);
    expect(() => openDatabase(folder, { migrations: [tables, notes(20, 'DELETE FROM parents')] })).toThrow('dangling');
    expect(open(folder, [tables]).all('SELECT * FROM parents')).toEqual([{ id: 1 }]);
  });

  test('waits until no older version runs anything', () => {
    const folder = temporaryFolder();
    const workspace = openWorkspace(folder);
    onTestFinished(() => workspace.close());
    const session = workspace.startSession(machine);
    const next = notes(1000, 'CREATE TABLE later (x TEXT) STRICT');
    expect(thrownBy(() => openDatabase(folder, { migrations: [...migrations, next] }))).toMatchObject({
      code: 'store-busy',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    session.end();
    expect(schemaVersion(open(folder, [...migrations, next]))).toBe(1000);
  });

  test('leaves no half backup when the backup cannot be written', () => {
    const folder = temporaryFolder();
    open(folder, [first]).run(`INSERT INTO notes VALUES ('hello')`);
    // A file where the folder of backups should be
    const database = new Database(join(folder, 'backups'));
    database.exec('CREATE TABLE t (x)');
    database.close();
    expect(thrownBy(() => openDatabase(folder, { migrations: [first, second] }))).toMatchObject({
      code: 'store-unusable',
    });
    expect(schemaVersion(open(folder, [first]))).toBe(10);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
    expect(databaseName).toBe('noisefloor.sqlite');
  });
});
