import { describe, expect, test } from 'vitest';
import { preflight } from '../../../main/runs/laboratory/preflight.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import { resourcePath } from '../../../main/runs/resources.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { smallStudy } from '../job/bench.ts';
import { thrownBy } from '../../store/support.ts';

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
});
