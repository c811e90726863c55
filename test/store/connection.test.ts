import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../main/store/database.ts';
import type { Connection } from '../../main/store/connection.ts';
import { temporaryFolder, thrownBy } from './support.ts';

function openNumbers(busyTimeoutMs?: number): Connection {
  const connection = openDatabase(temporaryFolder(), { busyTimeoutMs });
  onTestFinished(() => connection.close());
  connection.execute('CREATE TABLE numbers (n INTEGER NOT NULL) STRICT');
  return connection;
}

const numbersOf = (connection: Connection): number[] =>
  connection.all<{ n: number }>('SELECT n FROM numbers ORDER BY n').map((row) => row.n);

const insert = (connection: Connection, n: number) => connection.run('INSERT INTO numbers VALUES (@n)', { n });

describe('transaction', () => {
  test('commits what was done and returns the result', () => {
    const connection = openNumbers();
    expect(connection.transaction(() => insert(connection, 1).changes)).toBe(1);
    expect(numbersOf(connection)).toEqual([1]);
  });

  test('rolls everything back when something throws, inner transactions included', () => {
    const connection = openNumbers();
    const failing = () =>
      connection.transaction(() => {
        insert(connection, 1);
        connection.transaction(() => insert(connection, 2));
        throw new Error('stop here');
      });
    expect(failing).toThrow('stop here');
    expect(numbersOf(connection)).toEqual([]);
    insert(connection, 3);
    expect(numbersOf(connection)).toEqual([3]);
  });

  test('refuses a promise, which would outlive it', () => {
    const connection = openNumbers();
    expect(() =>
      connection.transaction(() => {
        insert(connection, 1);
        return Promise.resolve();
      }),
    ).toThrow(TypeError);
    expect(numbersOf(connection)).toEqual([]);
  });

  test('waits for the disk at every durable commit and only at those', () => {
    const connection = openNumbers();
    const level = (): number => connection.get<{ synchronous: number }>('PRAGMA synchronous')!.synchronous;
    const [normal, full] = [1, 2];
    expect(connection.transaction(level)).toBe(full);
    expect(connection.transaction(level, 'telemetry')).toBe(normal);
    expect(connection.transaction(level)).toBe(full);
    connection.transaction(() => undefined, 'telemetry');
    insert(connection, 1);
    expect(level()).toBe(full);
  });

  test('sees what was committed before it began: the lock comes first', () => {
    const connection = openNumbers();
    const other = openDatabase(dirname(connection.path));
    onTestFinished(() => other.close());
    expect(numbersOf(connection)).toEqual([]);
    insert(other, 7);
    connection.transaction(() => {
      expect(numbersOf(connection)).toEqual([7]);
      insert(connection, 8);
    });
    expect(numbersOf(other)).toEqual([7, 8]);
  });
});

test('a transaction that has only read so far keeps others from writing', () => {
  const connection = openNumbers();
  const other = openDatabase(dirname(connection.path), { busyTimeoutMs: 10 });
  onTestFinished(() => other.close());
  connection.transaction(() => {
    expect(numbersOf(connection)).toEqual([]);
    expect(thrownBy(() => insert(other, 1))).toMatchObject({ code: 'store-busy' });
  });
  insert(other, 1);
  expect(numbersOf(connection)).toEqual([1]);
});

describe('errors', () => {
  test('a lock held by another is store-busy, and nothing is written', () => {
    const connection = openNumbers(20);
    const other = new Database(connection.path);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    expect(thrownBy(() => insert(connection, 1))).toMatchObject({ name: 'LabError', code: 'store-busy' });
    expect(numbersOf(connection)).toEqual([]);
    other.exec('ROLLBACK');
    insert(connection, 1);
    expect(numbersOf(connection)).toEqual([1]);
  });

  test('a defect stays what it is', () => {
    const connection = openNumbers();
    expect(thrownBy(() => connection.run('INSERT INTO numbers VALUES (NULL)'))).toMatchObject({ name: 'SqliteError' });
    expect(thrownBy(() => connection.all('SELECT nonsense'))).toMatchObject({ name: 'SqliteError' });
  });
});
