import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWeights } from './tiny-study.ts';

/** A specification that cannot be done, and what is to be said of it. */
export interface BadInput {
  readonly title: string;
  readonly changes?: Record<string, unknown>;
  /** Done to the folder before */
  readonly prepare?: (folder: string) => void;
  readonly code: 1 | 2;
  readonly cause: RegExp;
  readonly nextStep: RegExp;
}

const weights = (name: string) => ({ model: { architecture: 'mlp-8', weights: name } });

const binary = { scheme: 'binary' };
const memory = (fields: Record<string, unknown>) => ({ profile: { quantization: binary, memory: fields } });
const lanmax = { methods: [{ method: 'lanmax', tradeoff: 1 }] };

export const badInputs: readonly BadInput[] = [
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
    prepare: (folder) => {
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
    prepare: (folder) => {
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
    prepare: (folder) => writeFileSync(join(folder, 'text.safetensors'), 'These are no weights, but a longer text.'),
    code: 1,
    cause: /text\.safetensors does not begin as a safetensors file does: its header would have \d+ bytes/,
    nextStep: /export the file again/,
  },
  {
    title: 'weights with a wrong tensor name',
    changes: weights('named.safetensors'),
    prepare: (folder) =>
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
    prepare: (folder) =>
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
    title: 'fault rate above one half',
    changes: memory({ rate: 0.7 }),
    code: 2,
    cause: /^tiny\.yaml:\d+: profile\.memory\.rate: 0\.7 is too large \(allowed: a number from 0 to 0\.5\)$/,
    nextStep: /Correct that line/,
  },
  {
    title: 'energy table that is not monotone',
    changes: memory({
      energy: {
        model: 'table',
        points: [
          { rate: 0.001, energy: 0.6 },
          { rate: 0.01, energy: 0.7 },
        ],
      },
    }),
    code: 2,
    cause:
      /profile\.memory\.energy\.points: The energy table rises with the rate, from 0\.6 at rate 0\.001 to 0\.7 at rate 0\.01\./,
    nextStep: /Correct that line/,
  },
  {
    title: 'energy table that is not monotone, in a file',
    changes: memory({ energy: { model: 'csv', path: 'energy.csv' } }),
    prepare: (folder) => writeFileSync(join(folder, 'energy.csv'), 'rate,energy\n0.001,0.6\n0.01,0.7\n'),
    code: 2,
    cause: /rises with the rate, from 0\.6 at rate 0\.001 to 0\.7 at rate 0\.01/,
    nextStep: /Correct one of the two points/,
  },
  {
    title: 'rates that the energy table does not know',
    changes: {
      ...lanmax,
      ...memory({
        energy: {
          model: 'table',
          points: [
            { rate: 0.001, energy: 0.6 },
            { rate: 0.01, energy: 0.5 },
          ],
        },
      }),
    },
    code: 2,
    cause:
      /^`methods\[0\]\.rates\.maximum` is 0\.45, and the energy table of the profile "profile" ends at a fault rate of 0\.01\.$/,
    nextStep: /rate within the table/,
  },
  {
    title: 'LaNMax on a network without a binary layer',
    changes: { ...lanmax, profile: { weights: { noise: 'none' } } },
    code: 2,
    cause: /methods\[0\]\.method: LaNMax chooses the fault rates of a memory, and `profile` has none/,
    nextStep: /Correct that line/,
  },
  {
    title: 'LaNMax on a network whose binary layers are all excepted',
    changes: { ...lanmax, profile: { quantization: binary, memory: {}, except: ['fc1', 'fc2'] } },
    code: 2,
    cause: /methods\[0\]\.method: `profile` excepts every layer of mlp-8/,
    nextStep: /Correct that line/,
  },
  {
    title: 'an epoch too short for LaNMax',
    changes: {
      ...lanmax,
      ...memory({}),
      training: { epochs: 1, batch: 32, optimizer: { kind: 'sgd', learningRate: 0.1 } },
    },
    code: 2,
    cause: /^LaNMax moves the fault rates of 2 layers .* which takes 4 of them at least, and there are 2\.$/,
    nextStep: /smaller `training\.batch`/,
  },
  {
    title: 'images too small for the network',
    changes: {
      data: { source: 'idx', path: '.' },
      model: { architecture: 'lenet5', weights: 'lenet5.safetensors' },
    },
    prepare: (folder) => {
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
