import type { ExportSubject, LearningCurve } from '../../export-subject.ts';
import type { FigureDocument, FigureMark, FigurePanel, FigurePoint, LegendEntry } from '../figure-document.ts';
import { pale } from '../looks.ts';
import {
  configurationLooks,
  configurationsOf,
  framesOf,
  panelTitle,
  type ConfigurationLook,
} from './configurations.ts';

const drawnSeries = {
  loss: { title: 'Training loss (nats)', scale: 'logarithmic', factor: 1 },
  'validation-loss': { title: 'Validation loss (nats)', scale: 'logarithmic', factor: 1 },
  accuracy: { title: 'Training accuracy (%)', scale: 'linear', factor: 100 },
  'validation-accuracy': { title: 'Validation accuracy (%)', scale: 'linear', factor: 100 },
} as const;

type DrawnSeries = keyof typeof drawnSeries;
/** A curve is drawn as means over so many stretches of equal length: the values of single mini-batches scatter. */
const stretches = 40;

/** Means of step and value over equal stretches; the points themselves where there are few. */
function smoothed(points: LearningCurve['points'], factor: number): readonly FigurePoint[] {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const count = Math.min(stretches, finite.length);
  return Array.from({ length: count }, (_, stretch) => {
    const own = finite.slice(
      Math.floor((stretch * finite.length) / count),
      Math.floor(((stretch + 1) * finite.length) / count),
    );
    const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    return { x: mean(own.map(({ step }) => step)), y: factor * mean(own.map(({ value }) => value)) };
  });
}

/** Mean over seeds at the steps that all of them have. */
export function meanCurve(curves: readonly (readonly FigurePoint[])[]): readonly FigurePoint[] {
  const shortest = curves.toSorted((first, second) => first.length - second.length)[0] ?? [];
  const byStep = curves.map((curve) => new Map(curve.map(({ x, y }) => [x, y])));
  return shortest.flatMap(({ x }) => {
    const values = byStep.map((curve) => curve.get(x));
    if (values.includes(undefined)) return [];
    return [{ x, y: values.reduce<number>((sum, value) => sum + value!, 0) / values.length }];
  });
}

function marksOf(
  curves: readonly LearningCurve[],
  look: (item: LearningCurve) => ConfigurationLook,
  factor: number,
): readonly FigureMark[] {
  const groups = [...Map.groupBy(curves, ({ label }) => label).values()].map((seeds) => ({
    ...{ name: seeds[0]!.label, own: look(seeds[0]!) },
    lines: seeds.map(({ points }) => smoothed(points, factor)),
  }));
  return [
    ...groups.flatMap(({ name, own, lines }) =>
      lines.length < 2
        ? []
        : lines.map((points, index): FigureMark => ({
            ...{ kind: 'line', name: `${name}, seed ${index + 1}`, points },
            look: { color: pale(own.color, 0.38), dash: [], width: 0.3 },
          })),
    ),
    ...groups.map(({ name, own, lines }): FigureMark => ({
      ...{ kind: 'line', name, points: meanCurve(lines) },
      look: { color: own.color, dash: own.dash, width: 1 },
    })),
  ];
}

function legendOf(
  curves: readonly LearningCurve[],
  look: (item: LearningCurve) => ConfigurationLook,
): readonly LegendEntry[] {
  const first = [...Map.groupBy(curves, ({ label }) => label).values()].map((own) => own[0]!);
  return first.map((curve) => {
    const { color, dash } = look(curve);
    return { text: curve.label, line: { color, dash, width: 1 } };
  });
}

/** Loss and accuracy by training steps, the mean over seeds with each seed behind it. */
export function learningCurveFigure({ learningCurves }: ExportSubject): readonly FigureDocument[] {
  const isDrawn = (series: string): series is DrawnSeries => Object.hasOwn(drawnSeries, series);
  const curves = learningCurves.filter(({ series, points }) => isDrawn(series) && points.length > 1);
  if (curves.length === 0) return [];
  const look = configurationLooks(configurationsOf(curves));
  const severalProfiles = new Set(curves.map(({ profile }) => profile)).size > 1;
  const frames = framesOf(curves);
  const panels = [...Map.groupBy(curves, ({ profile }) => profile)].flatMap(([profile, own]) =>
    frames.flatMap(({ title, items }) => {
      const shown = own.filter((curve) => items.includes(curve));
      const present = (Object.keys(drawnSeries) as DrawnSeries[]).filter((series) =>
        shown.some((curve) => curve.series === series),
      );
      return present.map((series, place): FigurePanel => {
        const drawn = shown.filter((curve) => curve.series === series);
        const { title: axis, scale, factor } = drawnSeries[series];
        return {
          title: panelTitle(severalProfiles ? profile : undefined, title),
          x: { title: 'Training step', scale: 'linear', include: [0], low: 0 },
          y: { title: axis, scale, ...(factor === 100 ? { low: 0, high: 100 } : {}) },
          marks: marksOf(drawn, look, factor),
          // Once for the panels of the same runs
          ...(title === undefined || place > 0 ? {} : { legend: legendOf(drawn, look), legendSpan: present.length }),
        };
      });
    }),
  );
  return [
    {
      id: 'learning-curves',
      title: 'Learning curves',
      caption:
        'Loss and accuracy of the mini-batches during training, under the noise that is trained with. Thick: mean over seeds; ' +
        `thin: each seed. Points are means over ${stretches} stretches of equal length, or single values where there are fewer.`,
      panels,
      legend: frames.length > 1 ? [] : legendOf(curves, look),
      aspect: 0.62,
      panelWidth: 20,
      data: {
        columns: ['profile', 'method', 'label', 'seed', 'run', 'series', 'step', 'value'],
        rows: learningCurves.flatMap(({ profile, method, label, seed, runId, series, points }) =>
          points.map(({ step, value }) => [profile, method, label, seed, runId, series, step, value]),
        ),
      },
    },
  ];
}
