import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databaseName, openDatabase, type DatabaseOptions } from '../../main/store/database.ts';
import { applicationId } from '../../main/store/migrate.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { run, start } from './processes/child.ts';
import { temporaryFolder, thrownBy, unprivileged } from './support.ts';

function open(folder: string, options?: DatabaseOptions) {
  const connection = openDatabase(folder, options);
  onTestFinished(() => connection.close());
  return connection;
}

describe('a new database', () => {
  test('is made with its folder, and marked as ours', () => {
    const folder = join(temporaryFolder(), 'deep', 'inside');
    const connection = open(folder);
    const pragma = (name: string): unknown => Object.values(connection.get<object>(`PRAGMA ${name}`)!)[0];
    expect(pragma('application_id')).toBe(applicationId);
    expect(pragma('user_version')).toBe(migrations.at(-1)!.number);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('foreign_keys')).toBe(1);
  });

  test('has only strict tables', () => {
    const tables = open(temporaryFolder()).all<{ name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
  });

  test('can be opened by several processes at the same moment', async () => {
    const folder = temporaryFolder();
    const exits = await Promise.all([1, 2, 3, 4, 5].map((name) => run('open-and-add-study', [folder, String(name)])));
    expect(exits.map((exit) => [exit.code, exit.stderr])).toEqual(exits.map(() => [0, '']));
    expect(open(folder).get('SELECT count(*) AS studies FROM studies')).toEqual({ studies: 5 });
  });
});

test('a lock that SQLite does not wait for by itself is waited for', async () => {
  const folder = temporaryFolder();
  const path = join(folder, databaseName);
  new Database(path).close();
  const child = start('hold-lock', [path]);
  await child.nextLine();
  const connection = open(folder);
  expect(connection.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await child.exit).toMatchObject({ code: 0, stderr: '' });
});

describe('what is refused, untouched', () => {
  function refusal(folder: string, options?: DatabaseOptions): unknown {
    const path = join(folder, databaseName);
    const before = readFileSync(path);
    const error = thrownBy(() => openDatabase(folder, options));
    expect(readFileSync(path)).toEqual(before);
    return error;
  }

  test('a database of a newer version', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const database = new Database(join(folder, databaseName));
    database.pragma('user_version = 1000000');
    database.close();
    expect(refusal(folder)).toMatchObject({
      code: 'store-newer',
      message: expect.stringContaining('1000000') as string,
    });
    expect(refusal(folder, { readOnly: true })).toMatchObject({ code: 'store-newer' });
  });

  test('a file that is no database', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, databaseName), 'a shopping list, long enough to be looked at by SQLite. '.repeat(100));
    expect(refusal(folder)).toMatchObject({
      code: 'store-unusable',
      nextStep: expect.stringContaining('backups') as string,
    });
  });

  test('a database cut short', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const path = join(folder, databaseName);
    truncateSync(path, statSync(path).size - 8192);
    expect(refusal(folder)).toMatchObject({ code: 'store-unusable' });
  });

  test('a damaged schema page', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const path = join(folder, databaseName);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(path, bytes);
    expect(refusal(folder)).toMatchObject({ code: 'store-unusable' });
  });

  test.each(['', 'PRAGMA application_id = 1'])("another program's database (%s)", (sql) => {
    const folder = temporaryFolder();
    const database = new Database(join(folder, databaseName));
    database.exec(`CREATE TABLE recipes (name TEXT); ${sql}`);
    database.close();
    expect(refusal(folder)).toMatchObject({
      code: 'store-unusable',
      message: expect.stringContaining('another program') as string,
    });
  });

  test('a file where the folder should be', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    expect(thrownBy(() => openDatabase(path))).toMatchObject({ code: 'store-unusable' });
    expect(thrownBy(() => openDatabase(join(path, 'below')))).toMatchObject({ code: 'store-unusable' });
  });

  test('a folder where the file should be', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, databaseName));
    expect(thrownBy(() => openDatabase(folder))).toMatchObject({ code: 'store-unusable' });
  });

  test.skipIf(process.platform === 'win32')('a folder that may not be written', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    expect(unprivileged(() => thrownBy(() => openDatabase(folder)))).toMatchObject({ code: 'store-unusable' });
    expect(unprivileged(() => thrownBy(() => openDatabase(join(folder, 'below'))))).toMatchObject({
      code: 'store-unusable',
    });
    expect(existsSync(join(folder, databaseName))).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('a database that may not be written', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    chmodSync(join(folder, databaseName), 0o444);
    chmodSync(folder, 0o555);
    expect(unprivileged(() => thrownBy(() => openDatabase(folder)))).toMatchObject({ code: 'store-unusable' });
  });
});
