import { describe, expect, test } from 'vitest';
import type { FaultAccuracy, MemoryReport, RateUpdate } from '../../main/contract/run.ts';
import { newRun, started, startedRun } from './support.ts';

const update = (epoch: number, changes: Partial<RateUpdate> = {}): RateUpdate => ({
  epoch,
  layers: [
    { layer: 'linear', rate: 0.02, slope: -1.5, standardError: 0.25 },
    { layer: 'conv1', rate: 0.001, slope: 3, standardError: 0.5 },
  ],
  energy: 0.31,
  bestLoss: 1.25,
  ...changes,
});

describe('rate updates', () => {
  test('come back by epoch, layers in their order', () => {
    const { workspace, session, studyId, runId, record } = startedRun();
    const other = session.enqueue([newRun(studyId)])[0]!.id;
    session.recordEvent(other, started);
    record({ type: 'rates', update: update(10) });
    record({ type: 'rates', update: update(9, { layers: [], energy: 1 }) });
    session.recordEvent(other, { type: 'rates', update: update(9) });
    expect(workspace.rateUpdates.ofRun(runId)).toEqual([update(9, { layers: [], energy: 1 }), update(10)]);
    expect(workspace.rateUpdates.ofRun(other)).toEqual([update(9)]);
    expect(workspace.rateUpdates.ofRun(other + 1)).toEqual([]);
  });

  test('keep NaN and infinity apart, as few mini-batches leave slopes without a standard error', () => {
    const { workspace, runId, record } = startedRun();
    const undecided = update(1, {
      layers: [
        { layer: 'conv1', rate: 0.01, slope: Number.NaN, standardError: Infinity },
        { layer: 'linear', rate: Number.NaN, slope: -Infinity, standardError: Number.NaN },
      ],
      energy: Number.NaN,
      bestLoss: Infinity,
    });
    record({ type: 'rates', update: undecided });
    expect(workspace.rateUpdates.ofRun(runId)).toEqual([undecided]);
  });

  test('of an epoch that a resumed run repeats are replaced whole', () => {
    const { workspace, session, runId, record } = startedRun();
    record({ type: 'rates', update: update(1) });
    record({ type: 'rates', update: update(2) });
    record({ type: 'stopped' });
    session.requeue(runId);
    record(started);
    expect(workspace.rateUpdates.ofRun(runId)).toEqual([update(1), update(2)]);
    const again = update(2, {
      layers: [{ layer: 'conv1', rate: 0.3, slope: 1, standardError: 2 }],
      energy: 0.1,
      bestLoss: 1,
    });
    record({ type: 'rates', update: again });
    expect(workspace.rateUpdates.ofRun(runId)).toEqual([update(1), again]);
  });
});

describe('the memory report', () => {
  const layer = { layer: 'conv1', weights: 432, bits: 1, rate: 0.01, energyPerBit: 0.36 };
  const report: MemoryReport = {
    layers: [
      { layer: 'linear', weights: 640, bits: 8, rate: 0.3, energyPerBit: Number.NaN, bank: 1 },
      { ...layer, bank: 0 },
      layer,
    ],
    energy: 1234.5,
    reliableEnergy: 5984,
    float16Energy: 24064,
    float32Energy: 48128,
  };

  test('comes back as it was, with banks where there are banks', () => {
    const { workspace, runId, record } = startedRun();
    expect(workspace.memoryReports.ofRun(runId)).toBeUndefined();
    record({ type: 'memory', report });
    expect(workspace.memoryReports.ofRun(runId)).toStrictEqual(report);
  });

  test('reported again is replaced whole', () => {
    const { workspace, runId, record } = startedRun();
    record({ type: 'memory', report });
    const other = {
      layers: [layer],
      energy: Infinity,
      reliableEnergy: Number.NaN,
      float16Energy: 2,
      float32Energy: 4,
    };
    record({ type: 'memory', report: other });
    expect(workspace.memoryReports.ofRun(runId)).toStrictEqual(other);
  });
});

const faultAccuracy = (changes: Partial<FaultAccuracy> = {}): FaultAccuracy => ({
  kind: 'rate',
  rate: 0.1,
  accuracy: 0.5,
  low: 0.4,
  high: 0.6,
  confidence: 0.95,
  draws: [0.25, 0.75, 0.5],
  images: 1017,
  ...changes,
});

describe('accuracies under faults', () => {
  test('come back in the order they were recorded, with their draws', () => {
    const { workspace, runId, record } = startedRun();
    const all = [
      faultAccuracy({ kind: 'layer', layer: 'linear', rate: 0.5 }),
      faultAccuracy(),
      faultAccuracy({ rate: 1e-4, draws: [], low: -Infinity, high: Infinity, accuracy: Number.NaN }),
      faultAccuracy({ kind: 'layer', layer: 'conv1', rate: 0.5, draws: [0.1] }),
      faultAccuracy({ rate: 0.5 }),
    ];
    for (const result of all) record({ type: 'fault-accuracy', result });
    expect(workspace.faultAccuracies.ofRun(runId)).toStrictEqual(all);
    expect(workspace.faultAccuracies.ofRun(runId + 1)).toEqual([]);
  });

  test('measured again under the same faults are replaced, draws and all', () => {
    const { workspace, runId, record } = startedRun();
    const ofLayer: Partial<FaultAccuracy> = { kind: 'layer', layer: 'conv1' };
    const changed = { accuracy: 0.75, low: 0.7, high: 0.8, confidence: 0.9, draws: [0.75], images: 10 };
    for (const result of [
      faultAccuracy(),
      faultAccuracy(ofLayer),
      faultAccuracy(changed),
      faultAccuracy({ ...ofLayer, ...changed }),
    ]) {
      record({ type: 'fault-accuracy', result });
    }
    expect(workspace.faultAccuracies.ofRun(runId)).toEqual([
      faultAccuracy(changed),
      faultAccuracy({ ...ofLayer, ...changed }),
    ]);
  });
});
