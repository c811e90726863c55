import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { preflight, preflightProblems } from '../../../main/runs/laboratory/preflight.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import { resourcePath } from '../../../main/runs/resources.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { smallStudy } from '../job/bench.ts';
import { temporaryFolder, thrownBy } from '../../store/support.ts';

// What it refuses, and in which words, is tested from the command line: test/e2e/bad-input.test.ts
describe('before a study is begun', () => {
  test('all is well with studies that can be done', () => {
    preflight(smallStudy());
    preflight(readSpecification(resourcePath('studies/quickstart.yaml')).specification);
  });

  test.skipIf(realData('mnist').absent)(`the shipped studies of real data too ${needsRealData}`, () => {
    for (const name of ['lenet5-mnist', 'saft-table1-resnet20']) {
      const { specification } = readSpecification(resourcePath(`studies/${name}.yaml`));
      preflight({ ...specification, engine: { name: 'wasm', precision: 'float32' } });
    }
  });

  test('the batch of the sensitivity counts only where it is measured', () => {
    const study = smallStudy({
      model: { architecture: 'mlp-8' },
      profile: { quantization: { scheme: 'binary' } },
      methods: [{ method: 'reliable' }],
      sensitivity: { batch: 100_000 },
    });
    preflight(study);
  });

  test('rows of features are not moved about', () => {
    const path = join(temporaryFolder(), 'table.csv');
    writeFileSync(path, Array.from({ length: 40 }, (_, row) => `${row},${row % 2}`).join('\n'));
    const optimizer = { kind: 'sgd', learningRate: 0.1 };
    const padded = (pad: number) =>
      smallStudy({
        data: { source: 'csv', path },
        model: { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 4, optimizer } },
        training: { epochs: 1, batch: 4, optimizer, augmentation: { pad } },
        sensitivity: { batch: 4 },
      });
    preflight(padded(0));
    expect(thrownBy(() => preflight(padded(2)))).toMatchObject({
      code: 'invalid-specification',
      message: '`training.augmentation.pad` moves images, and the data is rows of features.',
    });
  });

  test('each batch is held against the images it is taken from', () => {
    const data = { source: 'glyphs', limits: { train: 100 }, validation: 3950 };
    const optimizer = { kind: 'sgd', learningRate: 0.1 };
    const batches = (training: number, sensitivity: number, pretraining: number) =>
      smallStudy({
        data,
        model: { architecture: 'mlp-8', pretraining: { epochs: 1, batch: pretraining, optimizer } },
        training: { epochs: 1, batch: training, optimizer },
        sensitivity: { metrics: ['std'], batch: sensitivity },
      });
    preflight(batches(50, 50, 50));
    const refusals = [batches(51, 50, 50), batches(50, 51, 50), batches(50, 50, 51)].map((study) =>
      thrownBy(() => preflight(study)),
    );
    expect(refusals).toMatchObject(
      ['training.batch', 'sensitivity.batch', 'model.pretraining.batch'].map((field) => ({
        code: 'invalid-specification',
        message: `\`${field}\` is 51, and there are 50 training images to take a batch from.`,
      })),
    );
  });

  test('all that is wrong is told at once, by field', () => {
    const sgd = { kind: 'sgd', learningRate: 0.1 };
    const study = smallStudy({
      data: { source: 'glyphs', limits: { train: 40 } },
      model: { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 50, optimizer: sgd } },
      methods: [{ method: 'noise-injection' }, { method: 'reliable', architecture: 'resnet20-cifar' }],
      profile: undefined,
      profiles: { one: {}, two: { except: ['fc1', 'fc2'] } },
      training: { epochs: 1, batch: 41, optimizer: sgd },
      sensitivity: { batch: 16 },
    });
    expect(preflightProblems(study).map(({ path }) => path)).toEqual([
      ['training', 'batch'],
      ['model', 'pretraining', 'batch'],
      ['profiles', 'two'],
      // Its layers are not those of the other network
      ['profiles', 'two'],
    ]);
    expect(preflightProblems(smallStudy())).toEqual([]);
    const missing = smallStudy({ data: { source: 'cifar10', path: 'none' } });
    expect(preflightProblems(missing).map(({ path }) => path)).toEqual([['data', 'path']]);
  });

  describe('where weights are stored in a memory', () => {
    const lanmax = { method: 'lanmax', tradeoff: 1 };
    const points = [
      { rate: 0.01, energy: 0.5 },
      { rate: 0.2, energy: 0.1 },
    ];
    const memoryStudy = (methods: readonly unknown[], memory: Record<string, unknown> = {}, changes = {}) =>
      smallStudy({
        model: { architecture: 'mlp-8' },
        profile: { quantization: { scheme: 'binary' }, memory, weights: { noise: 'none' } },
        methods,
        training: { epochs: 1, batch: 16, optimizer: { kind: 'sgd', learningRate: 0.1 } },
        ...changes,
      });
    const energy = { model: 'table', points };
    const refused = (study: ReturnType<typeof smallStudy>) => thrownBy(() => preflight(study));

    test.each<[string, Record<string, unknown>, Record<string, unknown>, string, number]>([
      ['chosen by LaNMax', lanmax, {}, 'methods[0].rates.maximum', 0.45],
      ['trained at', { method: 'uniform-bsc', trainRate: 0.3 }, {}, 'methods[0].trainRate', 0.3],
      ['used at', { method: 'uniform-bsc', trainRate: 0.1, testRate: 0.3 }, {}, 'methods[0].testRate', 0.3],
      ['of the profile', { method: 'plain' }, { rate: 0.25 }, 'memory.rate', 0.25],
      ['of one layer', { method: 'plain' }, { layers: { fc2: 0.25 } }, 'memory.layers.fc2', 0.25],
      ['of a method', { method: 'noise-injection', rate: 0.4 }, { rate: 0.5 }, 'methods[0].rate', 0.4],
    ])('a rate %s needs an energy', (_what, method, memory, field, rate) => {
      expect(refused(memoryStudy([method], { ...memory, energy }))).toMatchObject({
        code: 'invalid-specification',
        message: `\`${field}\` is ${rate}, and the energy table of the profile "profile" ends at a fault rate of 0.2.`,
      });
    });

    test('rates within a table, and any of the exponential model, have one', () => {
      preflight(memoryStudy([{ ...lanmax, rates: { maximum: 0.2 } }], { energy }));
      // Trained at a rate outside the table, used at one within; the profile's own rate is nobody's
      preflight(memoryStudy([{ method: 'uniform-bsc', trainRate: 0.5, testRate: 0.2 }], { rate: 0.5, energy }));
      preflight(memoryStudy([{ method: 'reliable' }], { rate: 0.5, energy }));
      preflight(memoryStudy([lanmax], { rate: 0.5 }));
    });

    test('LaNMax needs two steps more than there are layers', () => {
      const threeSteps = { data: { source: 'glyphs', limits: { train: 63 } } };
      const cause = (layers: number, least: number, steps: number) => ({
        code: 'invalid-specification',
        message:
          `LaNMax moves the fault rates of ${layers} layers by a regression over the steps of an epoch, ` +
          `which takes ${least} of them at least, and there are ${steps}.`,
      });
      preflight(memoryStudy([lanmax]));
      expect(refused(memoryStudy([lanmax], {}, threeSteps))).toMatchObject(cause(2, 4, 3));
      expect(refused(memoryStudy([{ ...lanmax, architecture: 'mlp-8-8' }]))).toMatchObject(cause(3, 5, 4));
      const training = { epochs: 1, batch: 8, stepsPerEpoch: 3, optimizer: { kind: 'sgd', learningRate: 0.1 } };
      expect(refused(memoryStudy([lanmax], {}, { training }))).toMatchObject(cause(2, 4, 3));
    });

    test('the networks of methods are held against the images and the profile, that of the reference against the images', () => {
      const exceptFc2 = {
        data: { source: 'glyphs', limits: { train: 160 } },
        profile: { quantization: { scheme: 'binary' }, memory: {}, weights: { noise: 'none' }, except: ['fc2'] },
        model: { architecture: 'mlp-8' },
      };
      preflight(memoryStudy([{ ...lanmax, architecture: 'lenet5' }], {}, exceptFc2));
      expect(refused(memoryStudy([{ ...lanmax, architecture: 'resnet8-cifar' }], {}, exceptFc2))).toMatchObject({
        code: 'unknown-layer',
        message: expect.stringContaining('resnet8-cifar') as string,
      });
      const reference = { energy: { architecture: 'mlp-0' } };
      expect(refused(memoryStudy([lanmax], {}, reference))).toMatchObject({ code: 'invalid-specification' });
    });
  });
});
