import { describe, expect, it } from 'vitest';
import { figureData } from '../../../main/report/figure-data.ts';
import { meanCurve } from '../../../main/report/figures/documents/learning-curves.ts';
import { geometricMean } from '../../../main/report/figures/documents/assigned-rates.ts';
import { errorBarText } from '../../../main/report/figures/documents/error-bar-text.ts';
import type { FigureDocument } from '../../../main/report/figures/figure-document.ts';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import { estimate } from '../comparison-fixture.ts';
import { everyFigure, figureSubject, unknownSpread, usualLayers, usualSubject } from './figure-subject.ts';

const figures = studyFigures(usualSubject);
const figure = (id: string): FigureDocument => figures.find((each) => each.id === id)!;

describe('figures of a study', () => {
  it('are all those that it has data for', () => {
    expect(figures.map(({ id }) => id)).toEqual(everyFigure);
    const bare = { ...usualSubject.comparison, profiles: [], fronts: undefined, faultCurves: [], rateHistories: [] };
    expect(studyFigures({ ...usualSubject, comparison: bare, learningCurves: [], weightChanges: [] })).toEqual([]);
  });

  it('say the unit of every axis of numbers, and in the caption what error bars are', () => {
    for (const { id, panels, caption } of figures) {
      for (const { x, y } of panels) {
        for (const axis of [x, y]) {
          if (axis.scale === 'category' || axis.title === 'Training step') continue;
          expect(axis.title, id).toMatch(/\(.+\)$/);
        }
      }
      const hasErrorBars = panels.some(({ marks }) =>
        marks.some(
          (mark) =>
            (mark.kind === 'points' &&
              mark.points.some(({ yLow, xLow }) => yLow !== undefined || xLow !== undefined)) ||
            (mark.kind === 'bars' && mark.bars.some(({ low }) => low !== undefined)),
        ),
      );
      if (hasErrorBars) expect(caption, id).toMatch(/[Ee]rror bars:/);
    }
  });

  it('have the rows of the study’s own CSV files where there are some', () => {
    const files = figureData(usualSubject.comparison, usualSubject.trainingRate);
    const rowsOf = (file: string) => files.find((each) => each.file === file)!.rows;
    expect(figure('pareto-fronts').data.rows).toEqual(rowsOf('energy-accuracy.csv'));
    expect(figure('assigned-rates').data.rows).toEqual(rowsOf('assigned-rates.csv'));
    const curves = figure('test-rate-against-training-rate').data;
    expect(curves.rows).toEqual(rowsOf('test-rate-against-training-rate.csv'));
    expect(curves.columns).toHaveLength(curves.rows[0]!.length);
  });

  it('star the layers that SAFT trains, and only with a score by its metric', () => {
    const [panel] = figure('sensitivity').panels;
    const bars = panel!.marks.flatMap((mark) => (mark.kind === 'bars' ? mark.bars : []));
    expect(bars.filter(({ starred }) => starred).map(({ at }) => usualLayers[at])).toEqual(usualLayers.slice(0, 2));
    expect(bars).toHaveLength(usualLayers.length);
    // Of a single draw no error is known
    expect(bars.filter(({ low }) => low !== undefined)).toHaveLength(3);
  });

  it('draw seeds thin and their mean thick', () => {
    const [panel] = figure('learning-curves').panels;
    const lines = panel!.marks.filter((mark) => mark.kind === 'line');
    const thick = lines.filter(({ look }) => look.width > 0.5);
    expect(thick.map(({ name }) => name)).toEqual(['noise injection p=0.001', 'noise injection p=0.002', 'SAFT k=2']);
    expect(lines.length - thick.length).toBe(9);
  });

  it('show many configurations a frame for each method', () => {
    const many = figureSubject({ configurations: 8, layers: usualLayers, seeds: 1 });
    const changes = studyFigures(many).find(({ id }) => id === 'weight-change')!;
    expect(changes.panels.map(({ title }) => title)).toEqual(['Noise injection', 'SAFT']);
    const colors = changes.panels[0]!.marks.flatMap((mark) => (mark.kind === 'points' ? [mark.look.color] : []));
    expect(new Set(colors).size).toBe(8);
  });

  it('ring the points at the rate of their training', () => {
    const [panel] = figure('test-rate-against-training-rate').panels;
    const ring = panel!.marks.find(({ name }) => name.endsWith('rate of its training'));
    expect(ring?.kind === 'points' && ring.points).toEqual([{ x: 0.01, y: 94 }]);
  });
});

describe('means', () => {
  it('are over the steps that all seeds have', () => {
    const curves = [
      [
        { x: 1, y: 2 },
        { x: 2, y: 4 },
        { x: 3, y: 6 },
      ],
      [
        { x: 1, y: 4 },
        { x: 3, y: 8 },
      ],
    ];
    expect(meanCurve(curves)).toEqual([
      { x: 1, y: 3 },
      { x: 3, y: 7 },
    ]);
    expect(meanCurve([])).toEqual([]);
  });

  it('of rates are geometric', () => {
    expect(geometricMean([1e-2, 1e-4])).toBeCloseTo(1e-3, 12);
    expect(geometricMean([0, 0.1])).toBe(0);
  });
});

describe('what error bars are', () => {
  it('names level, number and what they are over', () => {
    expect(errorBarText([estimate(0.9, 0.1, 'seeds', 3), estimate(0.9, 0.1, 'seeds', 5)])).toBe(
      'Error bars: 95 % confidence intervals over 3 to 5 seeds (Student).',
    );
    expect(errorBarText([estimate(0.9, 0.1, 'images', 1000), unknownSpread(0.5)])).toMatch(
      /over 1000 test images \(Wilson\)\. Points without one have a single value/,
    );
    expect(errorBarText([unknownSpread(0.5)])).toBe('');
  });
});
