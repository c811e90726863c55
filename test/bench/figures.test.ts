import { describe, expect, it } from 'vitest';
import { keepsTarget, largest, median, type Figure } from './figures/figure.ts';
import { figuresDocument, figuresText, type Report } from './figures/figures-report.ts';
import { valueAt } from './page/axis-value.ts';
import { frameIntervals } from './page/frame-watch.ts';
import { computedWithin, threadTasks } from './page/thread-trace.ts';

const figure = (values: readonly number[], changes: Partial<Figure> = {}): Figure => ({
  id: 'a',
  title: 'A figure',
  unit: 'ms',
  target: { limit: 50, bound: 'under' },
  judged: 'median',
  values,
  notes: [],
  ...changes,
});

describe('a figure', () => {
  it('has a median and a worst value', () => {
    expect([median([5, 1, 9]), median([4, 1, 2, 3]), largest([2, 7, 1]), largest([])]).toEqual([5, 2.5, 7, 0]);
    expect(() => median([])).toThrow(RangeError);
  });

  it('keeps its target by its median, or in every repetition', () => {
    expect(keepsTarget(figure([40, 45, 90]))).toBe(true);
    expect(keepsTarget(figure([40, 45, 90], { judged: 'every' }))).toBe(false);
  });

  it('keeps a target that it must be under only below it', () => {
    expect(keepsTarget(figure([50]))).toBe(false);
    expect(keepsTarget(figure([50], { target: { limit: 50, bound: 'at most' } }))).toBe(true);
  });

  it('keeps no target without values, or with one that never came', () => {
    expect([keepsTarget(figure([])), keepsTarget(figure([1, 2, Infinity]))]).toEqual([false, false]);
  });
});

describe('the report', () => {
  const machine = { processor: 'P', cores: 2, memoryBytes: 4e9, platform: 'linux', node: 'v24', chromium: '153' };
  const report: Report = {
    machine,
    at: '2026-01-01T00:00:00.000Z',
    figures: [
      { ...figure([40, 45, 90], { computed: [10, 30, 20], notes: ['How.'] }), load: 1.25 },
      { ...figure([60]), title: 'Another', load: 1 },
    ],
  };

  it('has the machine, and a line a figure with what was found and whether that is enough', () => {
    const text = figuresText(report);
    expect(text).toContain('P, 2 cores');
    expect(text).toMatch(/A figure +under 50 ms +45\.0 +90\.0 +30\.0 +3 +1\.3 +kept/);
    expect(text).toMatch(/Another +under 50 ms +60\.0 +60\.0 +1 +1\.0 +MISSED/);
    expect(text).toContain('A figure\n  How.');
  });

  it('has the same as JSON', () => {
    expect(JSON.parse(JSON.stringify(figuresDocument(report)))).toMatchObject({
      machine,
      figures: [
        { median: 45, worst: 90, kept: true },
        { median: 60, worst: 60, kept: false },
      ],
    });
  });
});

describe('what is seen of a page', () => {
  it('are the times between frames', () => {
    expect(frameIntervals([0, 17, 50])).toEqual([
      { start: 0, duration: 17 },
      { start: 17, duration: 33 },
    ]);
    expect(frameIntervals([5])).toEqual([]);
  });

  const own = { pid: 7, tid: 8 };
  const task = { name: 'ThreadControllerImpl::RunTask', ph: 'X', ...own };
  const events = [
    { ...task, ts: 1_000_000, dur: 20_000, tdur: 10_000 },
    { ...task, pid: 9, ts: 1_000_000, dur: 90_000, tdur: 90_000 },
    { name: 'bench: the page’s thread', ph: 'I', ...own, ts: 1_010_000 },
    { ...task, name: 'Another', ts: 1_050_000, dur: 5000, tdur: 5000 },
    { ...task, ts: 1_040_000, dur: 10_000, tdur: 10_000 },
  ];

  it('are the tasks of its own thread, on its clock', () => {
    expect(threadTasks(events, 500)).toEqual([
      { start: 490, duration: 20, computed: 10 },
      { start: 530, duration: 10, computed: 10 },
    ]);
    expect(() => threadTasks(events.slice(0, 2), 500)).toThrow('mark');
  });

  it('is what the thread computed within a time, of tasks that reach out of it in part', () => {
    const tasks = threadTasks(events, 500);
    expect(computedWithin(tasks, 400, 1000)).toBeCloseTo(20);
    expect(computedWithin(tasks, 500, 35)).toBeCloseTo(10);
    expect(computedWithin(tasks, 511, 10)).toBe(0);
  });

  it('is the value of an axis at a place, also where the axis runs upwards', () => {
    const across = { extent: [0, 600], pixels: [100, 400] } as const;
    const up = { extent: [0.5, 1], pixels: [300, 100] } as const;
    expect([valueAt(across, 250), valueAt(up, 300), valueAt(up, 150)]).toEqual([300, 0.5, 0.875]);
  });
});
