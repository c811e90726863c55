import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricPoint } from '../../main/contract/run.ts';
import { newRun, startedRun } from './support.ts';

const timing = {
  forwardMs: 1,
  noiseMs: 2,
  inputGradientsMs: 3,
  weightGradientsMs: 4,
  updateMs: 5,
  totalMs: 15,
  fullStepMs: 30,
  samples: 10,
  batch: 16,
};

test('values of many runs come in the order asked, null where a run has none', () => {
  const { workspace, studyId, runId, record } = startedRun();
  const other = workspace.runs.create([newRun(studyId, { seed: 2 })])[0]!.id;
  record({ type: 'timing', timing });
  record({
    type: 'metrics',
    points: [
      { series: 'loss', step: 1, value: 2 },
      { series: 'loss', step: 2, value: 1 },
    ],
  });
  record({
    type: 'accuracy',
    result: { stage: 'noisy', accuracy: 0.5, low: 0.4, high: 0.6, confidence: 0.95, draws: [], images: 10 },
  });
  const layer = { layer: 'conv1', weights: 100, bits: 8, energyPerBit: 0.5 };
  record({
    type: 'memory',
    report: {
      layers: [
        { ...layer, rate: 0.01 },
        { ...layer, layer: 'conv2', rate: 0.0001 },
        { ...layer, layer: 'linear', rate: 0 },
      ],
      energy: 50,
      reliableEnergy: 200,
      float16Energy: 1,
      float32Energy: 2,
    },
  });
  record({
    type: 'plan',
    plan: {
      trained: ['conv1', 'conv2'],
      frozen: ['linear'],
      trainedBatchNorms: [],
      reason: 'because',
      speedupBound: 1.5,
    },
  });
  workspace.annotations.change([other], { notes: 'a note' });
  const values = workspace.runValues(
    [99, other, runId],
    [
      { of: 'timing', part: 'totalMs' },
      { of: 'metric', series: 'loss', part: 'minimumStep' },
      { of: 'metric', series: 'loss', part: 'last' },
      { of: 'accuracy', stage: 'noisy', part: 'accuracy' },
      { of: 'memory', part: 'relative' },
      { of: 'plan', part: 'trained' },
      { of: 'run', part: 'notes' },
      { of: 'provenance', field: 'engine' },
      { of: 'configuration', path: ['study', 'training', 'optimizer', 'learningRate'] },
      { of: 'configuration', path: ['no', 'such'] },
    ],
  );
  expect(values).toEqual([
    [null, null, 15],
    [null, null, 2],
    [null, null, 1],
    [null, null, 0.5],
    [null, null, 0.25],
    [null, null, 2],
    [null, 'a note', null],
    [null, null, 'cpu'],
    [null, 0.1, 0.1],
    [null, null, null],
  ]);
  const [rates] = workspace.runValues([runId], [{ of: 'memory', part: 'rate' }]);
  expect(rates![0]).toBeCloseTo(0.001, 12);
});

test('the summary of a series is that of its points, in whatever portions they come', () => {
  const value = fc.oneof(fc.double({ noNaN: false, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      (portions) => {
        const { workspace, runId, record } = startedRun();
        let step = 0;
        const all: MetricPoint[] = [];
        for (const portion of portions) {
          const points = portion.map((own): MetricPoint => ({ series: 'loss', step: ++step, value: own }));
          all.push(...points);
          record({ type: 'metrics', points });
        }
        const numbers = all.filter((point) => !Number.isNaN(point.value));
        const smallest = numbers.toSorted((a, b) => a.value - b.value || a.step - b.step)[0];
        const largest = numbers.toSorted((a, b) => b.value - a.value || a.step - b.step)[0];
        const [summary] = workspace.metrics.summaries(runId);
        const plain = (number: number | undefined) => (number === undefined ? undefined : number + 0);
        expect(summary).toEqual({
          series: 'loss',
          lastStep: step,
          last: Number.isNaN(all.at(-1)!.value) ? undefined : plain(all.at(-1)!.value),
          minimumStep: smallest?.step,
          minimum: plain(smallest?.value),
          maximumStep: largest?.step,
          maximum: plain(largest?.value),
        });
        workspace.close();
      },
    ),
    { numRuns: 25 },
  );
});
