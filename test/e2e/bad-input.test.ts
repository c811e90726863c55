import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findNativeAddon } from '../../main/runs/backends/tensorflow-native.ts';
import { badInputs } from './bad-inputs.ts';
import { labHere, startLab } from './command-line.ts';
import { mountSmallDisk } from './small-disk.ts';
import { removeFolder, statusesOf, studyFolder, tinyStudy, withStore, writeWeights } from './tiny-study.ts';

const disk = mountSmallDisk(64);
afterAll(() => disk?.remove());

let folder: string;
beforeEach(() => {
  folder = studyFolder();
});
afterEach(() => removeFolder(folder));

describe('bad input: a cause, a next step, and nothing is stored', () => {
  describe.each(badInputs)('$title', ({ changes = {}, prepare, code, cause, nextStep }) => {
    beforeEach(() => {
      writeFileSync(join(folder, 'tiny.yaml'), tinyStudy(changes));
      prepare?.(folder);
    });

    test.each(['run', 'sensitivity'])('%s, where there is no store yet', async (command) => {
      const before = readdirSync(folder);
      const result = await labHere(folder, command, 'tiny.yaml');
      expect(result).toMatchObject({ code, output: '' });
      const [first, second, ...rest] = result.errors.split('\n');
      expect(first).toMatch(cause);
      expect(second).toMatch(nextStep);
      expect(rest).toEqual(['']);
      expect(readdirSync(folder)).toEqual(before);
    });

    test('where there is a store, and as JSON', async () => {
      withStore(folder, (store) => store.studies.list());
      const { code: exit, output } = await labHere(folder, 'run', 'tiny.yaml', '--json');
      expect(exit).toBe(code);
      expect(JSON.parse(output)).toEqual({
        error: expect.objectContaining({
          name: 'LabError',
          message: expect.stringMatching(/\S/),
          nextStep: expect.stringMatching(/\.$/),
        }) as unknown,
      });
      withStore(folder, (store) => {
        expect(store.studies.list()).toEqual([]);
        expect(store.runs.list()).toEqual([]);
        expect(store.check()).toEqual([]);
      });
    });
  });
});

describe('an engine that is not there', () => {
  // Makes a set-up native engine look as if it were not, in this process and those it starts
  const without = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
    const real = fs.existsSync;
    fs.existsSync = (path) => !String(path).endsWith('tfjs_binding.node') && real(path);
    syncBuiltinESMExports();`;

  async function labWithout(...words: readonly string[]) {
    const preload = join(folder, 'without.mjs');
    writeFileSync(preload, without);
    const NODE_OPTIONS = `--import ${pathToFileURL(preload).href}`;
    return startLab(folder, words, { environment: { NODE_OPTIONS } }).ended;
  }

  test.each([
    [['--engine', 'graph'], 'The graph engine needs the native engine, which is not set up on this machine.'],
    [
      ['--engine', 'auto', '--precision', 'bfloat16'],
      'bfloat16 needs the graph engine, and the native engine is not set up on this machine.',
    ],
  ])('is said before anything is stored: %j', async (options, cause) => {
    const { code, output, errors } = await labWithout('run', 'tiny.yaml', ...options);
    expect({ code, output, errors: errors.split('\n') }).toEqual({
      code: 1,
      output: '',
      errors: [cause, expect.stringContaining('npm run setup:native'), ''],
    });
    expect(readdirSync(folder)).not.toContain('noisefloor-workspace');
  });

  test('is done without, where any will do', async () => {
    const { code } = await labWithout('sensitivity', 'tiny.yaml', '--engine', 'auto');
    expect(code).toBe(0);
    expect(withStore(folder, (store) => store.runs.get(1).provenance?.engine)).toBe('wasm');
  });

  test.skipIf(findNativeAddon() === undefined)('(that it is there at all needs the native engine)', async () => {
    expect((await labHere(folder, 'run', 'tiny.yaml', '--check', '--engine', 'graph')).code).toBe(0);
  });
});

describe('a workspace that cannot be used', () => {
  test('because there is a file in its place', async () => {
    writeFileSync(join(folder, 'taken'), 'not a folder');
    const { code, errors } = await labHere(folder, 'run', 'tiny.yaml', '--workspace', 'taken');
    expect(code).toBe(1);
    expect(errors).toMatch(/^The workspace cannot use the path .*taken.* \((ENOTDIR|EEXIST)\)\.\nCheck that .*\.\n$/);
  });

  test('because its database is none', async () => {
    mkdirSync(join(folder, 'broken'));
    writeFileSync(
      join(folder, 'broken', 'noisefloor.sqlite'),
      'not a database, but long enough to be looked at'.repeat(99),
    );
    const { code, errors } = await labHere(folder, 'runs', 'list', '--workspace', 'broken');
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^The file .*noisefloor\.sqlite is damaged, or it is no database at all\.\n.*--workspace.*\n$/,
    );
  });

  test.skipIf(disk === undefined)('because it may not be written to (needs the right to mount a disk)', async () => {
    disk!.makeReadOnly();
    const { code, errors } = await labHere(folder, 'run', 'tiny.yaml', '--workspace', join(disk!.folder, 'store'));
    expect(code).toBe(1);
    expect(errors).toMatch(/^Writing to .* is not allowed \(EROFS\)\.\nCheck the permissions .*--workspace\.\n$/);
  });
});

describe('what has become wrong since', () => {
  test('is found before a run is resumed, which stays as it was', async () => {
    writeFileSync(
      join(folder, 'tiny.yaml'),
      tinyStudy({ data: { source: 'glyphs', limits: { train: 64, test: 32 } } }),
    );
    expect((await labHere(folder, 'sensitivity', 'tiny.yaml')).code).toBe(0);
    const { studyId } = withStore(folder, (store) => store.runs.get(1));
    withStore(folder, (store) => {
      const { configuration, command } = store.runs.get(1);
      const train = { ...configuration, kind: 'train' as const, method: { method: 'noise-injection' as const } };
      const [run] = store.runs.create([{ studyId, configuration: train, command }]);
      store.runs.requestStop(run!.id);
    });
    writeWeights(join(folder, 'mlp-8.safetensors'), 'mlp-8', (tensors) => tensors.delete('fc2.bias'));
    const { code, errors } = await labHere(folder, 'runs', 'resume');
    expect({ code, errors }).toMatchObject({
      code: 1,
      errors: expect.stringContaining('there is no tensor "fc2.bias"'),
    });
    expect(statusesOf(folder)).toEqual({ 1: 'finished', 2: 'stopped' });
  });

  test('does not hide what was found before', async () => {
    writeFileSync(join(folder, 'tiny.yaml'), tinyStudy());
    const { output } = await labHere(folder, 'sensitivity', 'tiny.yaml');
    writeWeights(join(folder, 'mlp-8.safetensors'), 'mlp-8', (tensors) => tensors.delete('fc2.bias'));
    expect(await labHere(folder, 'sensitivity', 'tiny.yaml')).toMatchObject({ code: 0, output });
  });
});
