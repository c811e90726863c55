import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../main/archive/create-archive.ts';
import { application, filledWorkspace, temporaryFolder } from './archived-study.ts';

test('a name that is too long is refused before any work, with nothing left', async () => {
  const folder = temporaryFolder();
  const { workspace, studyId } = filledWorkspace(join(folder, 'workspace'));
  const report = () => expect.fail('The work was begun.');
  const long = join(folder, `${'x'.repeat(300)}.noisefloor`);
  await expect(createArchive(workspace, studyId, long, { application, report })).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringMatching(/^The name is too long: /),
  });
  expect(readdirSync(folder)).toEqual(['workspace']);
});

test('the longest name that the file system takes is taken', async () => {
  const folder = temporaryFolder();
  const { workspace, studyId } = filledWorkspace(join(folder, 'workspace'));
  const name = `${'x'.repeat(244)}.noisefloor`;
  await createArchive(workspace, studyId, join(folder, name), { application });
  expect(readdirSync(folder).toSorted()).toEqual(['workspace', name].toSorted());
});

test('what is there already is told with what can be done about it there', async () => {
  const folder = temporaryFolder();
  const { workspace, studyId } = filledWorkspace(join(folder, 'workspace'));
  const path = join(folder, 'a.noisefloor');
  writeFileSync(path, '');
  mkdirSync(join(folder, 'b.noisefloor'));
  const create = (name: string, options: object) =>
    createArchive(workspace, studyId, join(folder, name), { application, ...options });
  await expect(create('a.noisefloor', {})).rejects.toMatchObject({
    message: `There is a file at ${path} already.`,
    nextStep: expect.stringContaining('`--replace`'),
  });
  const replaceAdvice = 'Tick the box.';
  await expect(create('a.noisefloor', { replaceAdvice })).rejects.toMatchObject({ nextStep: replaceAdvice });
  await expect(create('b.noisefloor', { replaceAdvice, replace: true })).rejects.toMatchObject({
    message: expect.stringContaining('There is a folder at'),
    nextStep: 'Choose another name.',
  });
});
