import { expect, test } from 'vitest';
import { specificationSchema } from '../../../../../main/contract/specification.ts';
import { studyOutputs } from '../../../../../renderer/views/new-study/draft/outputs.ts';

const study = (more: object) =>
  specificationSchema.parse({
    version: 1,
    name: 'test',
    data: { source: 'glyphs' },
    model: { architecture: 'lenet5', weights: 'w.safetensors' },
    profile: {},
    methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { k: 2 } }],
    training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
    seeds: [1, 2, 3],
    ...more,
  });

test('a study of SAFT ends in a table, with tests over its seeds', () => {
  const outputs = studyOutputs(study({})).join('\n');
  expect(outputs).toMatch(/Accuracy ladder/);
  expect(outputs).toMatch(/Table: /);
  expect(outputs).toMatch(/Paired tests over 3 seeds/);
  expect(outputs).not.toMatch(/front|Fault rate/);
});

test('a study of LaNMax from initial weights ends in a front', () => {
  const methods = [{ method: 'reliable' }, { method: 'lanmax', tradeoff: 1 }];
  const evaluation = { faultRates: [0.01, 0.1], randomisedLayers: true };
  const outputs = studyOutputs(study({ model: { architecture: 'lenet5' }, methods, evaluation, seeds: [1] })).join(
    '\n',
  );
  expect(outputs).toMatch(/front/);
  expect(outputs).toMatch(/Fault rate of each layer/);
  expect(outputs).toMatch(/2 fault rates/);
  expect(outputs).not.toMatch(/ladder|Paired|Table: /);
});
