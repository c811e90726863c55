import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lab, labHere, startLab } from './command-line.ts';
import { findingsOf, removeFolder, statusesOf, studyFolder, tinyStudy, withStore } from './tiny-study.ts';

const pretrained = {
  model: {
    architecture: 'mlp-8',
    pretraining: { epochs: 1, batch: 16, optimizer: { kind: 'adam', learningRate: 0.003 } },
  },
};

let folder: string;
beforeAll(() => {
  folder = studyFolder(pretrained);
});
afterAll(() => removeFolder(folder));

describe('a study from the command line', () => {
  test('first its sensitivity', async () => {
    const { code, output, errors } = await lab(folder, 'sensitivity', 'tiny.yaml');
    expect({ code, errors: errors.split('\n').filter((line) => /fail|lost/.test(line)) }).toEqual({
      code: 0,
      errors: [],
    });
    expect(output).toMatch(/^Sensitivity of mlp-8, batch 16, draws 2\n/);
    expect(output).toMatch(/By std \(the 1 of 2 layers with the highest std\): fc[12]\./);
    expect(statusesOf(folder)).toEqual({ 1: 'finished', 2: 'finished' });
  });

  test('then all of it, which goes on from there', async () => {
    const { code, output, errors } = await lab(folder, 'run', 'tiny.yaml', '--json');
    expect(code).toBe(0);
    expect(errors).toContain('Study 1: 2 runs to do.');
    expect(JSON.parse(output)).toMatchObject({
      study: { id: 1, name: 'Tiny', hash: expect.stringMatching(/^[0-9a-f]{64}$/), runs: { finished: 4 } },
      runs: [
        { id: 3, kind: 'train', method: 'noise injection', seed: 1, status: 'finished', fraction: 1 },
        { id: 4, kind: 'train', method: 'SAFT k=1', seed: 1, status: 'finished', accuracy: { stage: 'recovered' } },
      ],
      comparison: {
        architecture: 'mlp-8',
        data: 'glyphs (built in), 32 test images',
        profiles: [
          {
            label: 'profile',
            ladder: [
              { stage: 'clean' },
              { stage: 'noisy' },
              { stage: 'recovered-clean', label: 'noise injection' },
              { stage: 'recovered', label: 'noise injection' },
              { stage: 'recovered-clean', label: 'SAFT k=1' },
              { stage: 'recovered', label: 'SAFT k=1' },
            ],
          },
        ],
        unfinished: [],
      },
      stopped: false,
    });
  });

  test('and again: nothing is left to do, and the tables are the same', async () => {
    const before = statusesOf(folder);
    const again = await labHere(folder, 'run', 'tiny.yaml');
    expect(again).toMatchObject({ code: 0, errors: expect.stringMatching(/^Study 1: every run is finished\./) });
    expect(again.output).toContain('Kept as study 1');
    expect(statusesOf(folder)).toEqual(before);
  });

  test('with another name or other notes is the same study', async () => {
    writeFileSync(join(folder, 'renamed.yaml'), tinyStudy({ ...pretrained, name: 'Other', notes: 'The same.' }));
    const { code, errors } = await labHere(folder, 'run', 'renamed.yaml');
    expect({ code, errors }).toMatchObject({
      code: 0,
      errors: expect.stringMatching(/^Study 1: every run is finished/),
    });
    writeFileSync(join(folder, 'other.yaml'), tinyStudy({ ...pretrained, seeds: [1, 2] }));
    const check = await labHere(folder, 'run', 'other.yaml', '--check');
    expect(check.output).toContain('4 training runs; nothing was started.');
    expect(withStore(folder, (store) => store.studies.list())).toHaveLength(1);
  });

  test('can be looked at: list, show, compare', async () => {
    const list = await labHere(folder, 'runs', 'list');
    expect(list.output).toMatch(/\n\s+1\s+finished\s+1 Tiny\s+pretrain\s+1\s/);
    const listed = JSON.parse((await labHere(folder, 'runs', 'list', '--study', 'Tiny', '--json')).output);
    expect(listed).toMatchObject({
      runs: [{ kind: 'pretrain' }, { kind: 'prepare', profile: 'profile' }, { kind: 'train' }, { kind: 'train' }],
    });
    expect(JSON.parse((await labHere(folder, 'runs', 'list', '--status', 'lost', '--json')).output)).toEqual({
      runs: [],
    });
    const shown = JSON.parse((await labHere(folder, 'runs', 'show', '4', '--json')).output);
    expect(shown).toMatchObject({
      id: 4,
      configuration: { kind: 'train', method: { method: 'saft' } },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      provenance: {
        engine: 'wasm',
        precision: 'float32',
        application: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        command: 'npm run -s lab -- run tiny.yaml --json',
        checksums: { weights: withStore(folder, (store) => store.checkpoints.final(1)!.sha256) },
      },
      plan: { trained: [expect.stringMatching(/^fc[12]$/)] },
      checkpoints: [{ final: true, position: { epoch: 2, step: 0 } }],
      timing: { samples: 9, batch: 16 },
    });
    const compared = await labHere(folder, 'compare', 'Tiny');
    expect(compared.output).toBe((await labHere(folder, 'compare', '1')).output);
    expect((await labHere(folder, 'runs', 'resume')).output).toBe('There is nothing to continue.\n');
  });

  test('in another place gives the same bytes', async () => {
    const other = studyFolder(pretrained);
    try {
      expect((await lab(other, 'run', 'tiny.yaml')).code).toBe(0);
      expect(Object.keys(findingsOf(other))).toHaveLength(4);
      expect(findingsOf(other)).toEqual(findingsOf(folder));
    } finally {
      removeFolder(other);
    }
  });
});

describe('a reader that has seen enough, such as `head`', () => {
  test('of the progress does not end the work', async () => {
    const piped = studyFolder();
    const started = startLab(piped, ['run', 'tiny.yaml']);
    expect(await started.sees(/run 1 of 3/)).toBe(true);
    started.process.stderr!.destroy();
    const { code, output } = await started.ended;
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Kept as study 1') });
    expect(statusesOf(piped)).toEqual({ 1: 'finished', 2: 'finished', 3: 'finished' });
    removeFolder(piped);
  });

  test('of the answer is no failure', async () => {
    const started = startLab(folder, ['runs', 'list']);
    started.process.stdout!.destroy();
    expect(await started.ended).toMatchObject({ code: 0, errors: '' });
  });
});

describe('asked for what is not there', () => {
  test.each([
    [['runs', 'show', '99'], 'There is no run 99'],
    [['runs', 'resume', '99'], 'There is no run 99'],
    [['runs', 'stop', '99'], 'There is no run 99'],
    [['compare', 'nothing'], 'There is no study "nothing" in this workspace.'],
    [['runs', 'list', '--study', 'nothing'], 'There is no study "nothing" in this workspace.'],
    [['runs', 'resume', '1'], 'Run 1 is finished, so there is nothing to resume.'],
    [['runs', 'stop', '1'], 'Run 1 is finished, so there is nothing to stop.'],
  ])('%j is a sentence and a next step', async (words, cause) => {
    const before = statusesOf(folder);
    const { code, output, errors } = await labHere(folder, ...words);
    expect(code).toBe(words[1] === 'stop' && words[2] === '1' ? 2 : 1);
    expect(output).toBe('');
    expect(errors.split('\n')).toEqual([expect.stringContaining(cause), expect.stringMatching(/\.$/), '']);
    expect(statusesOf(folder)).toEqual(before);
  });
});
