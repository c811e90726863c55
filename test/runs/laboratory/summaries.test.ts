import { describe, expect, test } from 'vitest';
import { runReport } from '../../../main/report/run-report.ts';
import { runDetails, runSummaries } from '../../../main/runs/laboratory/summaries.ts';
import { smallStudy } from '../job/bench.ts';
import { faultEvent, memoryEvent, memoryOf, memoryStudy, ratesEvent } from './memory-study.ts';
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

describe('everything known of a run that stores its weights in a memory', () => {
  const methods = [{ method: 'reliable' }, { method: 'lanmax', tradeoff: 1 }];
  const study = () => storeStudy(memoryStudy({ methods, seeds: [1] }));

  test('has the memory with its mean rate, each move of the rates, and the accuracies under faults', () => {
    const { store, finish, ids } = study();
    const memory = memoryOf(0.3, 0.01);
    const uneven = { ...memory, layers: memory.layers.map((layer, index) => ({ ...layer, rate: [0, 0.02][index]! })) };
    const unknown = ratesEvent(2, 0.03);
    if (unknown.type !== 'rates') throw new Error('Not an event of rates');
    const layers = unknown.update.layers.map((layer) => ({ ...layer, slope: 0, standardError: Infinity }));
    const last = { ...unknown.update, layers };
    const events = [ratesEvent(1, 0.02), { type: 'rates' as const, update: last }, memoryEvent(uneven)];
    finish(ids[1]!, [...events, faultEvent(0.1, 0.8), faultEvent(0.5, 0.3, 'fc2')]);
    const details = runDetails(store, ids[1]!);
    // Of the layer that has faults alone
    expect(details.memory).toEqual({ ...uneven, geometricMeanRate: expect.closeTo(0.02, 12) as number });
    expect(details.rateUpdates.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(details.rateUpdates[1]).toEqual(last);
    expect(details.faultAccuracies.map(({ kind, rate, layer }) => [kind, rate, layer])).toEqual([
      ['rate', 0.1, undefined],
      ['layer', 0.5, 'fc2'],
    ]);
    const report = runReport(details);
    for (const part of [/\nfc2 +80 +1 +0\.02 +30\.0 +not known\n/, /over bits: 0\.02\./, /\nfc2 alone +0\.5 /]) {
      expect(report).toMatch(part);
    }
  });

  test('has no mean rate without faults, and nothing of what a run has not', () => {
    const { store, finish, ids } = study();
    finish(ids[0]!, [memoryEvent(memoryOf(1, 0))]);
    expect(runDetails(store, ids[0]!)).toMatchObject({ memory: memoryOf(1, 0), rateUpdates: [], faultAccuracies: [] });
    expect(runDetails(store, ids[0]!).memory).not.toHaveProperty('geometricMeanRate');
    expect(runDetails(store, ids[1]!).memory).toBeUndefined();
  });
});
