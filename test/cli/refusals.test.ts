import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { saveOwnProfile } from '../../main/runs/profiles/save-profile.ts';
import { shippedProfile } from '../../main/runs/profiles/shipped-profiles.ts';
import { filledWorkspace } from '../archive/archived-study.ts';
import { temporaryFolder } from '../data/support.ts';
import { runWith } from './fake-laboratory.ts';

/** What a command line carried out by the laboratory itself says. */
async function refusal(words: readonly string[], workspace = join(temporaryFolder(), 'none')) {
  const laboratory = await openLaboratory({ workspace, command: 'lab' });
  onTestFinished(() => laboratory.close());
  const { code, output, errors } = await runWith(words, laboratory);
  expect(output).toBe('');
  const [cause, nextStep, ...rest] = errors.split('\n').filter((line) => !/^ *\d+ % /.test(line));
  expect(rest).toEqual(['']);
  return { code, cause, nextStep };
}

/** A link to itself: what stands there can be neither opened nor said to be missing, not even by an administrator. */
function loop(folder: string, name: string): string {
  symlinkSync(name, join(folder, name));
  return join(folder, name);
}

const pairs = Array.from({ length: 60 }, (_, row) => `${row % 6},${Math.sin(row) * (1 + (row % 6))}`);
function cells(folder: string): string {
  writeFileSync(join(folder, 'cells.csv'), `conductance,error\n${pairs.join('\n')}\n`);
  return join(folder, 'cells.csv');
}

describe('a specification', () => {
  test('is named by its full path where it cannot be read', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'none.yaml');
    const missing = await refusal(['run', path, '--check']);
    expect(missing).toMatchObject({ code: 1, cause: `There is no specification at ${path}.` });
    expect((await refusal(['run', 'none-of-it.yaml'])).cause).toBe(
      `There is no specification at ${join(process.cwd(), 'none-of-it.yaml')}.`,
    );
    expect((await refusal(['sensitivity', folder])).cause).toBe(`${folder} is a folder, not a specification.`);
  });
});

describe('a study that is not there', () => {
  test('is told with the one that was probably meant, and the workspace that was looked in', async () => {
    const folder = temporaryFolder();
    const { workspace, studyId } = filledWorkspace(join(folder, 'w'));
    const { name } = workspace.studies.get(studyId);
    workspace.close();
    const misspelt = name.toUpperCase().slice(0, -1);
    for (const words of [
      ['compare', misspelt],
      ['export', misspelt, join(folder, 'out')],
      ['archive', 'create', misspelt, join(folder, 'x.noisefloor')],
      ['runs', 'list', '--study', misspelt],
    ]) {
      expect(await refusal([...words, '--workspace', join(folder, 'w')], join(folder, 'w'))).toMatchObject({
        code: 1,
        cause: `There is no study "${misspelt}" in this workspace, did you mean \`${name}\`?`,
        nextStep: `Use one of ${studyId} (${name}), 1 (Another), or give another workspace than ${join(folder, 'w')} with \`--workspace\`.`,
      });
    }
    expect(readdirSync(folder)).toEqual(['w']);
  });
});

describe('a profile that is not there', () => {
  test('may have been one of the workspace', async () => {
    const workspace = temporaryFolder();
    saveOwnProfile(workspace, 'our-device', shippedProfile('joshi-2020'));
    const { cause } = await refusal(['profile', 'show', 'our-devise', '--workspace', workspace], workspace);
    expect(cause).toBe('There is no profile "our-devise", did you mean `our-device`?');
  });

  test('may be a file whose name says nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), 'weights: { noise: none }\n');
    expect(await refusal(['profile', 'show', 'mine.txt', '--workspace', folder])).toMatchObject({
      code: 2,
      cause: `${join(folder, 'mine.txt')} is a file, but profiles in files are told by the ending .yaml.`,
    });
  });
});

describe('what is to be written', () => {
  test('is no folder, with an ending that says what it is', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken.yaml'));
    const fit = ['profile', 'fit', cells(folder), '--kind', 'conductance', '--out'];
    for (const replace of [[], ['--replace']]) {
      expect(await refusal([...fit, join(folder, 'taken.yaml'), ...replace])).toMatchObject({
        code: 2,
        cause: `${join(folder, 'taken.yaml')} is a folder, not a file.`,
      });
    }
    expect(await refusal([...fit, join(folder, 'noext')])).toMatchObject({
      code: 2,
      cause: expect.stringContaining('.yaml') as string,
    });
    expect(await refusal([...fit, join(folder, 'none', 'a.yaml')])).toMatchObject({
      cause: `There is no folder ${join(folder, 'none')}.`,
    });
    expect(readdirSync(folder).sort()).toEqual(['cells.csv', 'taken.yaml']);
  });

  test('cannot be saved where the folder of profiles is none', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'profiles'), 'no folder');
    const words = ['profile', 'fit', cells(folder), '--kind', 'conductance', '--save', 'mine', '--workspace', folder];
    expect((await refusal(words)).cause).toBe(`${join(folder, 'profiles')} is a file, not a folder.`);
  });
});

describe('what is there and cannot be looked at', () => {
  test('is no defect of the program: a network', async () => {
    const path = loop(temporaryFolder(), 'a.onnx');
    expect(await refusal(['network', 'show', path])).toMatchObject({
      code: 1,
      cause: `The network file at ${path} cannot be opened (ELOOP).`,
    });
  });

  test('is not said to be missing: a workspace', async () => {
    const path = loop(temporaryFolder(), 'w');
    const { code, cause } = await refusal(['runs', 'list', '--workspace', path], path);
    expect(code).toBe(1);
    expect(cause).toContain('ELOOP');
  });
});

describe('a word that is nearly another', () => {
  test.each([
    [['data', 'show', 'cifar'], 'There is no data source "cifar", did you mean `cifar10`?', 'Use one of glyphs,'],
    [['reproduce', 'saft-table'], 'There is no reproduction "saft-table", did you mean `saft-table1`?', 'Use one of'],
  ])('%j', async (words, cause, nextStep) => {
    const told = await refusal(words);
    expect(told).toMatchObject({ code: 2, cause });
    expect(told.nextStep).toContain(nextStep);
  });
});
