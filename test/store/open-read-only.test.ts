import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databaseName, openDatabase, type DatabaseOptions } from '../../main/store/database.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { mayNotBeWritten } from '../../main/store/store-errors.ts';
import { temporaryFolder, thrownBy, unprivileged } from './support.ts';

const readOnly = { readOnly: true };
const selected = 'SELECT sha256 FROM configurations';

function open(folder: string, options?: DatabaseOptions) {
  const connection = openDatabase(folder, options);
  onTestFinished(() => connection.close());
  return connection;
}

/** A folder with a writer that is alive, which has committed a row to its log. */
function beingWritten() {
  const folder = temporaryFolder();
  const writer = open(folder);
  writer.run(`INSERT INTO configurations VALUES ('a', '{}')`);
  return { folder, writer };
}

/** What a database is in, of a workspace where nothing may be written. */
function protectedCopy(source: string, ...endings: readonly string[]): string {
  const folder = temporaryFolder();
  for (const ending of endings) {
    const path = join(folder, `${databaseName}${ending}`);
    copyFileSync(join(source, `${databaseName}${ending}`), path);
    chmodSync(path, 0o444);
  }
  protect(folder);
  return folder;
}

function protect(folder: string): void {
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
}

test('a workspace that is not there is not made', () => {
  const folder = join(temporaryFolder(), 'none');
  expect(thrownBy(() => openDatabase(folder, readOnly))).toMatchObject({ code: 'missing-file' });
  expect(existsSync(folder)).toBe(false);
});

test('an older one is refused, as it cannot be migrated', () => {
  const folder = temporaryFolder();
  openDatabase(folder, { migrations: migrations.slice(0, 1) }).close();
  expect(thrownBy(() => openDatabase(folder, readOnly))).toMatchObject({
    code: 'store-unusable',
    nextStep: expect.stringContaining('for writing once') as string,
  });
});

test('sees what a writer commits, and writes nothing', () => {
  const { folder, writer } = beingWritten();
  const reader = open(folder, readOnly);
  expect(reader.all(selected)).toEqual([{ sha256: 'a' }]);
  writer.run(`INSERT INTO configurations VALUES ('b', '{}')`);
  expect(reader.all(selected)).toEqual([{ sha256: 'a' }, { sha256: 'b' }]);
  expect(thrownBy(() => reader.run(`INSERT INTO configurations VALUES ('c', '{}')`))).toMatchObject({
    code: 'store-unusable',
  });
});

describe.skipIf(process.platform === 'win32')('where nothing may be written', () => {
  /** It is closed before the user is who may write again. */
  function readBy<Result>(folder: string, read: (rows: readonly object[]) => Result): Result {
    return unprivileged(() => {
      expect(mayNotBeWritten(thrownBy(() => openDatabase(folder).run('DELETE FROM configurations')))).toBe(true);
      const reader = openDatabase(folder, readOnly);
      try {
        return read(reader.all(selected));
      } finally {
        reader.close();
      }
    });
  }

  test('a database that was closed is read', () => {
    const { folder, writer } = beingWritten();
    writer.close();
    readBy(protectedCopy(folder, ''), (rows) => expect(rows).toEqual([{ sha256: 'a' }]));
  });

  test("one is read beside somebody else's writer, with what is in its log", () => {
    const { folder, writer } = beingWritten();
    protect(folder);
    for (const ending of ['', '-wal', '-shm']) chmodSync(join(folder, `${databaseName}${ending}`), 0o644);
    readBy(folder, (rows) => expect(rows).toEqual([{ sha256: 'a' }]));
    writer.run(`INSERT INTO configurations VALUES ('b', '{}')`);
    readBy(folder, (rows) => expect(rows).toEqual([{ sha256: 'a' }, { sha256: 'b' }]));
  });

  test('one that was copied while it was in use is read with its log', () => {
    const { folder } = beingWritten();
    readBy(protectedCopy(folder, '', '-wal', '-shm'), (rows) => expect(rows).toEqual([{ sha256: 'a' }]));
  });

  test('one without the index of its log is refused, rather than read without what is in it', () => {
    const { folder } = beingWritten();
    const copy = protectedCopy(folder, '', '-wal');
    expect(unprivileged(() => thrownBy(() => openDatabase(copy, readOnly)))).toMatchObject({
      code: 'store-unusable',
      message: expect.stringContaining('while it was in use') as string,
      nextStep: expect.stringContaining('Copy the folder') as string,
    });
  });

  test('one that may not even be read is told so', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    chmodSync(folder, 0o000);
    const error = unprivileged(() => thrownBy(() => openDatabase(folder, readOnly)));
    chmodSync(folder, 0o755);
    expect(error).toMatchObject({ code: 'store-unusable', message: expect.stringMatching(/^Reading /) as string });
  });
});
