import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findNativeAddon } from '../../main/runs/backends/tensorflow-native.ts';
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

interface BadInput {
  readonly title: string;
  readonly changes?: Record<string, unknown>;
  /** Done to the folder before */
  readonly prepare?: () => void;
  readonly code: 1 | 2;
  readonly cause: RegExp;
  readonly nextStep: RegExp;
}

const weights = (name: string) => ({ model: { architecture: 'mlp-8', weights: name } });

const cases: readonly BadInput[] = [
  {
    title: 'data folder that is not there',
    changes: { data: { source: 'cifar10', path: 'nowhere' } },
    code: 1,
    cause: /^tiny\.yaml:\d+: data\.path: there is no data folder at .*nowhere/,
    nextStep: /Correct the path/,
  },
  {
    title: 'data file that is not there',
    changes: { data: { source: 'cifar10', path: '.' } },
    code: 1,
    cause: /^There is no CIFAR-10 batch at .*data_batch_1\.bin\.$/,
    nextStep: /Check the path/,
  },
  {
    title: 'truncated CIFAR batch',
    changes: { data: { source: 'cifar10', path: '.' } },
    prepare: () => {
      for (const name of [1, 2, 3, 4, 5].map((part) => `data_batch_${part}.bin`).concat('test_batch.bin')) {
        writeFileSync(join(folder, name), new Uint8Array(name.startsWith('test') ? 3073 * 2 : 3073 * 20 - 1));
      }
    },
    code: 1,
    cause: /data_batch_1\.bin is cut short: it has 61459 bytes, .* byte 58387 has only 3072\.$/,
    nextStep: /Fetch the binary version of CIFAR-10 again/,
  },
  {
    title: 'MNIST that is no MNIST',
    changes: { data: { source: 'idx', path: '.' } },
    prepare: () => {
      for (const name of ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1']) {
        writeFileSync(join(folder, `${name}-ubyte`), '<!doctype html>');
      }
    },
    code: 1,
    cause: /train-images-idx3-ubyte does not begin with the two zero bytes of an IDX file\.$/,
    nextStep: /Fetch the file again/,
  },
  {
    title: 'weights file that is not there',
    changes: weights('none.safetensors'),
    code: 1,
    cause: /model\.weights: there is no weights file at /,
    nextStep: /Correct the path/,
  },
  {
    title: 'weights file that is none',
    changes: weights('text.safetensors'),
    prepare: () => writeFileSync(join(folder, 'text.safetensors'), 'These are no weights, but a longer text.'),
    code: 1,
    cause: /text\.safetensors announces a header of \d+ bytes/,
    nextStep: /export the file again/,
  },
  {
    title: 'weights with a wrong tensor name',
    changes: weights('named.safetensors'),
    prepare: () =>
      writeWeights(join(folder, 'named.safetensors'), 'mlp-8', (tensors) => {
        tensors.set('dense1.weight', tensors.get('fc1.weight')!);
        tensors.delete('fc1.weight');
      }),
    code: 1,
    cause: /there is no tensor "fc1\.weight", which the network needs with the shape \[8, 256\]\.$/,
    nextStep: /belongs to this architecture/,
  },
  {
    title: 'weights with a wrong shape',
    changes: { model: { architecture: 'mlp-9', weights: 'mlp-8.safetensors' } },
    code: 1,
    cause: /the tensor "fc1\.weight" has the shape \[8, 256\], but the network needs \[9, 256\]/,
    nextStep: /belongs to this architecture/,
  },
  {
    title: 'weights with NaN',
    changes: weights('nan.safetensors'),
    prepare: () =>
      writeWeights(join(folder, 'nan.safetensors'), 'mlp-8', (tensors) => {
        (tensors.get('fc2.bias')!.values as Float32Array)[3] = Number.NaN;
      }),
    code: 1,
    cause: /the tensor "fc2\.bias" holds 1 values that are NaN or infinite, the first \(NaN\) at index 3\.$/,
    nextStep: /did not diverge/,
  },
  {
    title: 'unknown field',
    changes: { sedes: [1] },
    code: 2,
    cause: /^tiny\.yaml:\d+: sedes: unknown field, did you mean `seeds`\?/,
    nextStep: /Correct that line/,
  },
  {
    title: 'k larger than the network',
    changes: { methods: [{ method: 'saft', layers: { by: 'std', k: 3 } }] },
    code: 2,
    cause: /methods\[0\]\.layers\.k: 3 layers are more than the 2 matmul layers of mlp-8/,
    nextStep: /Correct that line/,
  },
  {
    title: 'unknown layer',
    changes: { methods: [{ method: 'saft', layers: { names: ['fc3'] } }] },
    code: 2,
    cause: /methods\[0\]\.layers\.names\[0\]: the network has no matmul layer "fc3", did you mean/,
    nextStep: /Correct that line/,
  },
  {
    title: 'profile that excepts every layer',
    changes: { profile: { weights: { noise: 'gaussian', mode: 'additive', sigma: 1 }, except: ['fc1', 'fc2'] } },
    code: 2,
    cause: /^The profile excepts every layer of mlp-8, so nothing would be disturbed\.$/,
    nextStep: /except/,
  },
  {
    title: 'images too small for the network',
    changes: {
      data: { source: 'idx', path: '.' },
      model: { architecture: 'lenet5', weights: 'lenet5.safetensors' },
    },
    prepare: () => {
      for (const [part, count] of [
        ['train', 64],
        ['t10k', 32],
      ] as const) {
        const images = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 6, 0, 0, 0, 6].concat(Array(36 * count).fill(1));
        writeFileSync(join(folder, `${part}-images-idx3-ubyte`), Uint8Array.from(images));
        const labels = [0, 0, 8, 1, 0, 0, 0, count].concat(Array(count).fill(1));
        writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), Uint8Array.from(labels));
      }
    },
    code: 2,
    cause: /conv2/,
    nextStep: /./,
  },
  {
    title: 'batch larger than the data',
    changes: { training: { epochs: 1, batch: 65, optimizer: { kind: 'sgd', learningRate: 0.1 } } },
    code: 2,
    cause: /^`training\.batch` is 65, and there are 64 training images to take a batch from\.$/,
    nextStep: /smaller batch/,
  },
  {
    title: 'nothing left to train on',
    changes: { data: { source: 'glyphs', validation: 4000 } },
    code: 2,
    cause: /^`data\.validation` holds 4000 images out, and there are 4000 training images\.$/,
    nextStep: /Hold out fewer images/,
  },
  {
    title: 'bfloat16 on wasm',
    changes: { engine: { name: 'wasm', precision: 'bfloat16' } },
    code: 2,
    cause: /^The wasm engine computes in float32 only, not in bfloat16\.$/,
    nextStep: /engine: \{ name: graph, precision: bfloat16 \}/,
  },
];

describe('bad input: a cause, a next step, and nothing is stored', () => {
  describe.each(cases)('$title', ({ changes = {}, prepare, code, cause, nextStep }) => {
    beforeEach(() => {
      writeFileSync(join(folder, 'tiny.yaml'), tinyStudy(changes));
      prepare?.();
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
