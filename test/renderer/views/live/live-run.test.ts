import { expect, test } from 'vitest';
import type { ChartLook } from '../../../../renderer/charts/chart-look.ts';
import type { RunNews } from '../../../../main/contract/workbench/runs.ts';
import { trainingBegin } from '../../../../main/contract/resumed-training.ts';
import { withNews } from '../../../../renderer/views/live/live-run.ts';
import { runTitle } from '../../../../renderer/views/live/run-title.ts';
import { runToShow } from '../../../../renderer/views/live/shown-run.ts';
import { continued, summarise } from '../../../../renderer/views/live/series-summary.ts';
import { stepParts } from '../../../../renderer/views/live/step-time-option.ts';
import { newestResults, resultsOption, studyResults } from '../../../../renderer/views/live/results-so-far.ts';
import { joinsText, traceOption } from '../../../../renderer/views/live/trace-option.ts';

const news = (changes: Partial<RunNews> = {}): RunNews => ({
  status: 'running',
  points: [],
  rateUpdates: [],
  accuracies: [],
  faultAccuracies: [],
  log: [],
  ...changes,
});
const update = (epoch: number, energy: number) => ({ epoch, energy, layers: [], bestLoss: 1 });
const line = (number: number) => ({ number, at: '2026-01-01T00:00:00Z', level: 'info' as const, message: `${number}` });

test('news add to what is known; what is told again replaces it', () => {
  let run = withNews(undefined, news({ rateUpdates: [update(1, 0.9)], log: [line(1)] }));
  run = withNews(run, news({ rateUpdates: [update(2, 0.8)], points: [{ series: 'loss', step: 1, value: 2 }] }));
  run = withNews(run, news({ rateUpdates: [update(2, 0.7)], log: [line(1), line(2)] }));
  expect(run.rateUpdates.map(({ epoch, energy }) => [epoch, energy])).toEqual([
    [1, 0.9],
    [2, 0.7],
  ]);
  expect(run.log.map(({ number }) => number)).toEqual([1, 2]);
  expect(run.points).toHaveLength(1);
});

test('progress stays until there is other news of it, and ends with the run', () => {
  const progress = { phase: 'training', fraction: 0.5, detail: 'epoch 1' } as const;
  let run = withNews(undefined, news({ progress }));
  run = withNews(run, news());
  expect(run.progress).toEqual(progress);
  run = withNews(run, news({ status: 'finished' }));
  expect(run.progress).toBeUndefined();
});

test('a summary names the extremes and where they were, without what is not finite', () => {
  const points = [3, Number.NaN, 1, 2, Infinity, 1].map((value, step) => ({ step, value }));
  expect(summarise(points)).toEqual({
    last: { step: 5, value: 1 },
    lowest: { step: 2, value: 1 },
    highest: { step: 0, value: 3 },
  });
  expect(summarise([{ step: 0, value: Number.NaN }])).toBeUndefined();
});

test('what was heard goes on where what was read ends', () => {
  const point = (step: number) => ({ step, value: step });
  expect(continued([point(1), point(4)], [point(3), point(4), point(5)])).toEqual([point(1), point(4), point(5)]);
  expect(continued([], [point(1)])).toEqual([point(1)]);
});

test('the parts of a step sum to the step', () => {
  const timing = {
    forwardMs: 3,
    noiseMs: 1,
    inputGradientsMs: 2,
    weightGradientsMs: 3,
    updateMs: 1,
    totalMs: 10,
    fullStepMs: 20,
    samples: 5,
    batch: 32,
  };
  expect(stepParts(timing).reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBe(10);
  expect(stepParts(timing).map(({ share }) => share)).toEqual([0.3, 0.1, 0.2, 0.3, 0.1]);
});

const row = (id: number, changes: object = {}) => ({
  id,
  studyId: 1,
  studyName: 'Study',
  kind: 'train' as const,
  method: 'SAFT k=1',
  methodName: 'saft',
  profile: 'p',
  seed: id,
  status: 'finished' as const,
  fraction: 1,
  createdAt: '2026-01-01T00:00:00Z',
  accuracy: { value: 0.9, low: 0.8, high: 1, draws: 8 },
  locked: false,
  tags: [],
  hasNotes: false,
  ...changes,
});

test('results of a study: the profile is named where there are several', () => {
  expect(studyResults([row(1), row(2, { studyId: 2 })], 1).map(({ title }) => title)).toEqual(['SAFT k=1 · seed 1']);
  expect(studyResults([row(1), row(3, { profile: 'q' })], 1).map(({ title }) => title)).toEqual([
    'SAFT k=1 · p · seed 1',
    'SAFT k=1 · q · seed 3',
  ]);
  expect(studyResults([row(1, { accuracy: undefined })], 1)).toEqual([]);
});

test('a run is called by what it does', () => {
  expect(runTitle(row(2))).toBe('SAFT k=1 · p · seed 2');
  expect(runTitle(row(2, { kind: 'prepare', method: undefined }))).toBe('Cost of the noise and sensitivity · p');
  expect(runTitle(row(2, { kind: 'pretrain', method: undefined, profile: undefined }))).toBe('Pretraining');
});

test('the view follows what is under way, otherwise what was begun last', () => {
  const rows = [row(1, { startedAt: '2026-01-02T00:00:00Z' }), row(2, { startedAt: '2026-01-01T00:00:00Z' }), row(3)];
  expect(runToShow(undefined, rows)).toBe(1);
  expect(runToShow(undefined, [row(3)])).toBeUndefined();
  const elsewhere = row(5, { status: 'running', startedAt: '2026-01-01T12:00:00Z' });
  expect(runToShow(undefined, [...rows, elsewhere])).toBe(5);
  // Failed before it began
  expect(runToShow(undefined, [...rows, row(4, { endedAt: '2026-01-03T00:00:00Z' })])).toBe(4);
  const item = { runId: 7 } as never;
  expect(runToShow({ state: 'working', parallel: 1, items: [item], at: '' }, rows)).toBe(7);
});

test('a logarithmic axis draws what has a logarithm', () => {
  const raw = [1, 0, -1, 10].map((value, step) => ({ step, value }));
  const trace = { name: 'Loss', raw, smoothed: [], color: '#000' };
  const dataOf = (log: boolean) =>
    (traceOption({ traces: [trace], title: 'Loss', log }).series[0] as { data: unknown }).data;
  expect(dataOf(true)).toEqual([
    [0, 1],
    [3, 10],
  ]);
  expect(dataOf(false)).toHaveLength(4);
});

test('of many results the newest are shown, and always what was measured before training', () => {
  const before = row(1, { kind: 'prepare', methodName: undefined, method: undefined });
  const results = studyResults([before, ...Array.from({ length: 30 }, (_, index) => row(index + 2))], 1);
  const shown = newestResults(results).map(({ runId }) => runId);
  expect(shown).toEqual([1, ...Array.from({ length: 12 }, (_, index) => index + 20)]);
});

test('the axis of accuracies ends where accuracies do, whatever their intervals', () => {
  const look = { palette: 'default', dark: false, tokens: {} } as unknown as ChartLook;
  const axisOf = (low: number, high: number) =>
    resultsOption(studyResults([row(1, { accuracy: { value: 0.8, low, high, draws: 2 } })], 1), look).xAxis;
  expect(axisOf(0.5, 1.1)).toMatchObject({ max: 1 });
  expect(axisOf(-0.1, 0.9)).toMatchObject({ min: 0 });
  expect(axisOf(0.5, 0.9)).not.toHaveProperty('max');
  expect(axisOf(-Infinity, Infinity)).not.toHaveProperty('min');
});

test('a value is told with its unit', () => {
  const trace = { name: 'Time of a step', raw: [{ step: 1, value: 12.34 }], smoothed: [], color: '#000' };
  const { tooltip } = traceOption({ traces: [trace], title: 'Time of a step', unit: 'ms' });
  const { formatter } = tooltip as { formatter(items: readonly object[]): string };
  expect(formatter([{ seriesName: 'Time of a step', value: [1, 12.34] }])).toBe(
    'Step 1\nTime of a step: 12.34\u202fms',
  );
});

test('a curve shows where it was taken up again, whatever else the log says', () => {
  const said = (number: number, message: string) => ({ ...line(number), message });
  let run = withNews(undefined, news({ log: [said(1, `Training from ${trainingBegin(1, 6, 0)}.`)] }));
  expect(run.joins).toEqual([]);
  run = withNews(
    run,
    news({ log: [said(2, `Training from ${trainingBegin(4, 6, 70)}.`), said(3, 'Epoch 4 is done')] }),
  );
  run = withNews(run, news({ log: [said(4, `Training from ${trainingBegin(4, 6, 70)}.`)] }));
  run = withNews(run, news({ log: [said(5, `Training from ${trainingBegin(1, 6, 1)}.`)] }));
  expect(run.joins).toEqual([70, 1]);
  const trace = { name: 'Loss', raw: [{ step: 1, value: 1 }], smoothed: [], color: '#000' };
  const { series } = traceOption({
    traces: [trace, { ...trace, name: 'Validation' }],
    title: 'Loss',
    joins: run.joins,
  });
  expect(series.map((one) => ('markLine' in one ? one.markLine.data : undefined))).toEqual([
    [{ xAxis: 70 }, { xAxis: 1 }],
    [],
  ]);
  expect(joinsText([70])).toBe('Resumed after step 70: dotted line.');
  expect(joinsText([70, 1200])).toBe('Resumed after steps 70 and 1,200: dotted lines.');
});
