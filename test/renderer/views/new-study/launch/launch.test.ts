import { expect, test } from 'vitest';
import { specificationSchema } from '../../../../../main/contract/specification.ts';
import { labCommand, studyFile } from '../../../../../renderer/views/new-study/launch/lab-command.ts';
import { planTable } from '../../../../../renderer/views/new-study/launch/plan-table.ts';
import { studyWarnings } from '../../../../../renderer/views/new-study/launch/study-warnings.ts';

test('a study gets a file name that every system takes', () => {
  expect(studyFile('SAFT, Table 1: ResNet-20')).toBe('saft-table-1-resnet-20.yaml');
  expect(studyFile('Étude № 5')).toBe('etude-no-5.yaml');
  expect(studyFile('  …  ')).toBe('study.yaml');
});

test('the command says how many runs at once, where it is not one', () => {
  expect(labCommand('a.yaml', 1)).toBe('npm run -s lab -- run a.yaml');
  expect(labCommand('a.yaml', 3)).toBe('npm run -s lab -- run a.yaml --parallel 3');
});

test('the plan lists runs in their order', () => {
  const rows = planTable([
    { kind: 'pretrain', title: 'pretraining', seed: 1, steps: 372 },
    { kind: 'prepare', title: 'cost', seed: 1, profile: 'a', steps: 0 },
    { kind: 'train', title: 'SAFT', seed: 2, profile: 'a', method: 'SAFT k=3', steps: 248 },
  ]);
  expect(rows).toEqual([
    { number: 1, kind: 'clean pretraining', profile: '', method: '', seed: 1, steps: 372 },
    { number: 2, kind: 'preparing', profile: 'a', method: '', seed: 1, steps: 0 },
    { number: 3, kind: 'training', profile: 'a', method: 'SAFT k=3', seed: 2, steps: 248 },
  ]);
});

const study = (more: object) =>
  specificationSchema.parse({
    version: 1,
    name: 'test',
    data: { source: 'glyphs' },
    model: { architecture: 'lenet5', weights: 'w.safetensors' },
    profile: {},
    methods: [{ method: 'saft', layers: { k: 2 } }],
    training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
    seeds: [1, 2],
    ...more,
  });
const about = (more: object): readonly string[] => studyWarnings(study(more)).map((warning) => warning.about);

test('a study that allows statements has no warnings', () => {
  expect(about({})).toEqual([]);
});

test('too few seeds or draws are told', () => {
  expect(about({ seeds: [7] })).toEqual(['seeds']);
  expect(about({ sensitivity: { draws: 1 } })).toEqual(['sensitivity']);
  expect(about({ sensitivity: { draws: 1 }, methods: [{ method: 'noise-injection' }] })).toEqual([]);
  expect(about({ evaluation: { draws: 2 } })).toEqual(['evaluation']);
});

test('warnings of profiles are told with their label', () => {
  const profiles = { a: { warnings: ['doubtful', 'reconstruction'] }, b: {} };
  expect(studyWarnings(study({ profile: undefined, profiles }))).toEqual([
    { about: 'a', text: 'doubtful' },
    { about: 'a', text: 'reconstruction' },
  ]);
});
