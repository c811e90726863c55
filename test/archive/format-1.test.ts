import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import { compareStudy } from '../../main/runs/comparison/compare-study.ts';
import { contentOf, opened, temporaryFolder } from './archived-study.ts';

/** Written by 0.1.0 before files of the user's own could be in an archive: format 1, schema 130. */
const fixture = fileURLToPath(new URL('../fixtures/archives/format-1.noisefloor', import.meta.url));

test('an archive of format 1 is right, opens, and comes in', async () => {
  const path = join(temporaryFolder(), 'study.noisefloor');
  copyFileSync(fixture, path);
  expect(await verifyArchive(path)).toMatchObject({
    valid: true,
    problems: [],
    summary: {
      version: 1,
      schema: 130,
      inputs: [],
      files: { count: 3 },
      sha256: '742f512645f21a9eb3e2a1fd6bfd5a99cb98a0dc2bd8ae6c3639d9c9aa56e0b9',
    },
  });
  const archive = await openArchive(path);
  expect(archive.workspace.runs.list().map(({ seed, status }) => [seed, status])).toEqual([
    [1, 'finished'],
    [2, 'failed'],
    [3, 'lost'],
    [4, 'stopped'],
  ]);
  const compared = compareStudy(archive.workspace, archive.studyId);
  expect(compared.profiles.map(({ label }) => label)).toEqual(['five per cent']);
  expect(Buffer.from((await archive.read('report/index.html'))!).toString()).toContain('<!doctype html>');
  const mine = opened(temporaryFolder());
  expect(await importArchive(mine, path)).toMatchObject({ outcome: 'added', runs: { added: 4 }, files: { count: 3 } });
  expect(contentOf(mine, 1)).toEqual(contentOf(archive.workspace, archive.studyId));
  expect(mine.check()).toEqual([]);
  await archive.close();
});
