import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { temporaryFolder } from '../data/support.ts';
import { runWith } from './fake-laboratory.ts';

/** The words with a workspace, carried out by the laboratory itself. */
async function lab(workspace: string, ...words: readonly string[]) {
  const laboratory = await openLaboratory({ workspace, command: 'lab' });
  onTestFinished(() => laboratory.close());
  return runWith([...words, '--workspace', workspace], laboratory);
}

const reading: readonly (readonly string[])[] = [
  ['runs', 'list'],
  ['runs', 'show', '1'],
  ['runs', 'resume'],
  ['runs', 'stop', '1'],
  ['compare', '1'],
  ['export', '1', 'OUT'],
  ['network', 'export', '1', 'OUT/a.onnx'],
  ['archive', 'create', '1', 'OUT/a.noisefloor'],
];

describe('what only reads makes no workspace', () => {
  test.each(reading)('%s %s', async (...asked) => {
    const folder = temporaryFolder();
    const words = asked.map((word) => word.replace('OUT', join(folder, 'out')));
    const absent = join(folder, 'absent');
    const { code, output, errors } = await lab(absent, ...words);
    expect({ code, output, errors }).toEqual({
      code: 2,
      output: '',
      errors: `There is no workspace at ${absent}.\nGive the folder of one with \`--workspace\`, or run a study first: \`npm run quickstart\`.\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'notes.txt'), 'mine');
    expect((await lab(other, ...words)).errors).toContain(`There is no workspace at ${other}.`);
    expect(readdirSync(other)).toEqual(['notes.txt']);
    expect(readdirSync(folder)).toEqual(['other']);
  });

  test('and names the one inside, where the folder around it was given', async () => {
    const folder = temporaryFolder();
    const inside = join(folder, 'noisefloor-workspace');
    openWorkspace(inside).close();
    expect((await lab(folder, 'runs', 'list')).errors).toContain(`There is one at ${inside}: give that with`);
    expect((await lab(inside, 'runs', 'list')).code).toBe(0);
  });

  test('also as JSON', async () => {
    const { code, output } = await lab(join(temporaryFolder(), 'absent'), 'runs', 'list', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'invalid-argument' } });
  });
});

describe('what needs no workspace has no option for one', () => {
  test.each([
    ['archive', 'verify', 'x'],
    ['archive', 'open', 'x'],
    ['network', 'show', 'lenet5'],
    ['network', 'check', 'lenet5'],
    ['bench'],
    ['data', 'show', 'glyphs'],
  ])('%s %s', async (...words) => {
    const { code, errors } = await runWith([...words, '--workspace', 'w']);
    expect(code).toBe(2);
    expect(errors).toContain("Unknown option '--workspace'");
    const command = words.filter((word) => !['x', 'lenet5', 'glyphs'].includes(word));
    const { output } = await runWith([...command, '--help']);
    expect(output).not.toContain('--workspace');
    expect(output).toContain('--json');
  });
});

describe('what writes over files is called --replace', () => {
  test.each([
    ['archive', 'create'],
    ['profile', 'fit'],
  ])('in %s %s', async (...words) => {
    const { output } = await runWith([...words, '--help']);
    expect(output).toMatch(/--replace +/);
    expect(output).not.toContain('--force');
  });

  test('and --force is taken for it', async () => {
    const asked: unknown[] = [];
    const createArchive = async (_study: string, _path: string, options: unknown): Promise<never> => {
      asked.push(options);
      throw new Error('asked enough');
    };
    await runWith(['archive', 'create', '1', 'x.noisefloor', '--force'], { createArchive });
    await runWith(['archive', 'create', '1', 'x.noisefloor', '--replace'], { createArchive });
    expect(asked).toMatchObject([{ replace: true }, { replace: true }]);
  });
});
