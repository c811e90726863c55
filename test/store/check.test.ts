import { expect, test } from 'vitest';
import { checkWorkspace } from '../../main/store/check.ts';
import type { Connection } from '../../main/store/connection.ts';
import type { FileRepository, StoredFile } from '../../main/store/files.ts';

const sound = { all: () => [], get: () => undefined } as unknown as Connection;
const file = { sha256: 'a'.repeat(64), path: '/nowhere/gone.safetensors', bytes: 10 } as StoredFile;

/** Answers with one list after another. */
function filesThat(...lists: readonly (readonly StoredFile[])[]): FileRepository {
  const left = [...lists];
  return { list: () => left.shift() ?? [] } as unknown as FileRepository;
}

test('a checkpoint that another process replaces meanwhile is not a missing file', () => {
  expect(checkWorkspace(sound, filesThat([file], []), '/nowhere')).toEqual([]);
});

test('a file that stays listed and is not there is missing', () => {
  expect(checkWorkspace(sound, filesThat([file], [file]), '/nowhere')).toEqual([`The file ${file.path} is missing.`]);
});
