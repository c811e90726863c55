import type { ExportSubject } from '../export-subject.ts';
import { titlesOf } from '../titles.ts';
import { accuracyLadder } from './documents/accuracy-ladder.ts';
import { assignedRateFigure } from './documents/assigned-rates.ts';
import { learningCurveFigure } from './documents/learning-curves.ts';
import { paretoFronts } from './documents/pareto-fronts.ts';
import { rateCurveFigure } from './documents/rate-curves.ts';
import { sensitivityBars } from './documents/sensitivity-bars.ts';
import { stepTimeFigure } from './documents/step-times.ts';
import { weightChangeFigure } from './documents/weight-changes.ts';
import type { FigureDocument } from './figure-document.ts';
import { titledFigure } from './titled-figure.ts';

/** All figures that a study has data for, before any format. Each `id` is there once. */
export function studyFigures(subject: ExportSubject): readonly FigureDocument[] {
  const titles = titlesOf(subject.comparison);
  const figures = [
    ...paretoFronts(subject),
    ...accuracyLadder(subject),
    ...sensitivityBars(subject),
    ...learningCurveFigure(subject),
    ...rateCurveFigure(subject),
    ...assignedRateFigure(subject),
    ...weightChangeFigure(subject),
    ...stepTimeFigure(subject),
  ];
  return figures.map((figure) => titledFigure(figure, titles));
}
