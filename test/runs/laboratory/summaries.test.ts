import { describe, expect, test } from 'vitest';
import { runDetails, runSummaries } from '../../../main/runs/laboratory/summaries.ts';
import { smallStudy } from '../job/bench.ts';
import { accuracy, checkpoint, storeStudy } from './stored-study.ts';

const lost = { name: 'LabError', code: 'lost', message: 'It died.', nextStep: 'Resume it.' } as const;

describe('the summary of a run', () => {
  test('has the accuracy the run is there for, and no other in its place', () => {
    const study = storeStudy(smallStudy({ seeds: [1, 2] }));
    const [pretrain, prepare, first, second] = study.ids;
    study.finish(pretrain!, [accuracy('recovered-clean', [0.9])]);
    study.finish(prepare!, [accuracy('clean', [0.9]), accuracy('noisy', [0.4])]);
    study.finish(first!, [accuracy('recovered-clean', [0.8]), accuracy('recovered', [0.7])]);
    study.finish(second!, [accuracy('recovered-clean', [0.8])], { type: 'failed', error: lost });
    const summaries = runSummaries(study.store, study.store.runs.list());
    expect(summaries.map(({ kind, status, accuracy: found }) => [kind, status, found?.stage, found?.accuracy])).toEqual(
      [
        ['pretrain', 'finished', 'recovered-clean', 0.9],
        ['prepare', 'finished', 'noisy', 0.4],
        ['train', 'finished', 'recovered', 0.7],
        ['train', 'lost', undefined, undefined],
      ],
    );
    expect(summaries.map(({ fraction }) => fraction)).toEqual([1, 1, 1, 0]);
    expect(summaries.every(({ durationSeconds }) => durationSeconds! >= 0)).toBe(true);
  });

  test('has no times before it is started', () => {
    const study = storeStudy(smallStudy());
    const [summary] = runSummaries(study.store, study.store.runs.list());
    expect(summary).toMatchObject({ status: 'queued', fraction: 0, studyName: 'small' });
    expect(summary).not.toHaveProperty('startedAt');
  });
});

test('everything known of a run has the last of each metric and what can be resumed from', () => {
  const study = storeStudy(smallStudy({ model: { architecture: 'mlp-8', weights: 'some.safetensors' } }));
  const points = [1, 2].flatMap((step) => [
    { series: 'loss' as const, step, value: 1 / step },
    { series: 'accuracy' as const, step, value: step / 10 },
  ]);
  const train = study.ids[1]!;
  study.finish(train, [{ type: 'metrics', points }, checkpoint(study, 'state', 1)], { type: 'stopped' });
  expect(runDetails(study.store, train)).toMatchObject({
    id: train,
    status: 'stopped',
    configuration: study.configurations[1],
    provenance: { engine: 'wasm', command: 'lab run', cores: 2 },
    checkpoints: [{ position: { epoch: 1, step: 10 }, final: false }],
    latestMetrics: [
      { series: 'accuracy', step: 2, value: 0.2 },
      { series: 'loss', step: 2, value: 0.5 },
    ],
  });
});
