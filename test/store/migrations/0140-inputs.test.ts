import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

test('keeps what came with a study by field and part, and drops it with the study', () => {
  const connection = openAt(temporaryFolder(), 140);
  insertRun(connection);
  expect(tablesOf(connection)).toEqual(expect.arrayContaining(['inputs', 'imports']));
  const insert = (part: number, folder = 'a'.repeat(64)) =>
    connection.run(
      `INSERT INTO inputs (study_id, field, part, path, folder, name, bytes, sha256)
       VALUES (1, 'model.file', @part, '/a.onnx', @folder, 'a.onnx', 3, @sha256)`,
      { part, folder, sha256: 'b'.repeat(64) },
    );
  insert(0);
  insert(1);
  expect(() => insert(1)).toThrow('UNIQUE');
  expect(() => insert(2, '../..')).toThrow('CHECK');
  connection.execute('DELETE FROM runs; DELETE FROM studies');
  expect(connection.all('SELECT * FROM inputs')).toEqual([]);
});
