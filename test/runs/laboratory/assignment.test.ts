import { describe, expect, test } from 'vitest';
import { assignmentOf } from '../../../main/runs/laboratory/assignment.ts';
import { runTitle } from '../../../main/runs/laboratory/study-runs.ts';
import { thrownBy } from '../../store/support.ts';
import { smallStudy } from '../job/bench.ts';
import { accuracy, checkpoint, score, storeStudy, type StoredStudy } from './stored-study.ts';

const specification = smallStudy({
  methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { by: 'std', k: 1 } }],
  seeds: [1, 2],
});
const assignment = ({ store, session }: StoredStudy, id: number) =>
  assignmentOf(store, store.runs.get(id), session.incomingFolder);

test('the runs of a study are in the order in which they build on each other', () => {
  expect(storeStudy(specification).configurations.map(runTitle)).toEqual([
    'pretraining',
    'cost of the noise and sensitivity · profile',
    'noise injection · profile · seed 1',
    'SAFT k=1 · profile · seed 1',
    'noise injection · profile · seed 2',
    'SAFT k=1 · profile · seed 2',
  ]);
  const pretrained = smallStudy({ model: { architecture: 'mlp-8', weights: 'some.safetensors' } });
  expect(storeStudy(pretrained).configurations.map(({ kind }) => kind)).toEqual(['prepare', 'train']);
});

describe('what a run is given', () => {
  test('is what earlier runs of its study found', () => {
    const study = storeStudy(specification);
    const [pretrain, prepare, injection, saft] = study.ids;
    expect(assignment(study, pretrain!)).toEqual({
      runId: pretrain,
      configuration: study.configurations[0],
      incomingFolder: study.session.incomingFolder,
    });
    study.finish(pretrain!, [checkpoint(study, 'weights', 1, true)]);
    study.finish(prepare!, [score('fc2', 3)]);
    const weightsFile = study.store.checkpoints.final(pretrain!)!.path;
    expect(assignment(study, prepare!)).toMatchObject({ weightsFile });
    expect(assignment(study, injection!)).toMatchObject({ weightsFile });
    expect(assignment(study, injection!)).not.toHaveProperty('sensitivity');
    expect(assignment(study, saft!)).toMatchObject({ weightsFile, sensitivity: [{ layer: 'fc2', value: 3 }] });
  });

  test('is the last checkpoint to go on from, never the final one', () => {
    const study = storeStudy(smallStudy({ model: { architecture: 'mlp-8', weights: 'some.safetensors' } }));
    const train = study.ids[1]!;
    expect(assignment(study, train)).not.toHaveProperty('resumeFrom');
    const events = [checkpoint(study, 'one', 1), checkpoint(study, 'two', 2), checkpoint(study, 'end', 3, true)];
    study.finish(train, events, { type: 'stopped' });
    expect(assignment(study, train).resumeFrom).toEqual({
      file: study.store.checkpoints.ofRun(train)[0]!.path,
      position: { epoch: 2, step: 20 },
    });
  });

  test.each([
    ['stopped', { type: 'stopped' }, 'stopped', 'is stopped (run 1)'],
    [
      'lost',
      { type: 'failed', error: { name: 'LabError', code: 'lost', message: 'It died.', nextStep: '.' } },
      'stopped',
      'is lost (run 1)',
    ],
    [
      'failed',
      { type: 'failed', error: { name: 'LabError', code: 'not-finite', message: 'It diverged.', nextStep: '.' } },
      'not-resumable',
      'is failed (run 1)',
    ],
  ] as const)('waits for a forerunner that is %s', (_, ending, code, sentence) => {
    const study = storeStudy(specification);
    study.finish(study.ids[0]!, [accuracy('recovered-clean', [0.5])], ending);
    expect(thrownBy(() => assignment(study, study.ids[2]!))).toMatchObject({
      code,
      message: `It needs the study's pretraining, which ${sentence}.`,
    });
  });
});
