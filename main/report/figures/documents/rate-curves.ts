import type { FaultCurve } from '../../../contract/results.ts';
import type { ExportSubject } from '../../export-subject.ts';
import { figureData } from '../../figure-data.ts';
import type { FigureDocument, FigureMark, FigurePanel, FigurePoint, LegendEntry } from '../figure-document.ts';
import { ink } from '../looks.ts';
import {
  configurationLooks,
  configurationsOf,
  framesOf,
  panelTitle,
  type ConfigurationLook,
} from './configurations.ts';
import { errorBarText } from './error-bar-text.ts';
import { existingData } from './existing-data.ts';

type Look = (curve: FaultCurve) => ConfigurationLook;

const pointsOf = ({ points }: FaultCurve): readonly FigurePoint[] =>
  points.map(({ rate, accuracy }) => ({
    ...{ x: rate, y: 100 * accuracy.value, yLow: 100 * accuracy.low, yHigh: 100 * accuracy.high },
  }));

function marksOf({ label, ...curve }: FaultCurve, own: ConfigurationLook): readonly FigureMark[] {
  const { color, dash, shape, filled } = own;
  const points = pointsOf({ label, ...curve });
  return [
    { kind: 'line', name: label, points, look: { color, dash, width: 0.8 } },
    { kind: 'points', name: label, points, look: { shape, color, size: 3.6, filled } },
  ];
}

/** Around the points of a curve at the rate of its training; below all curves, because it is white inside. */
function ringOf(curve: FaultCurve, trainingRate: number | undefined): readonly FigureMark[] {
  const own = pointsOf(curve).filter(({ x }) => x === trainingRate);
  if (own.length === 0) return [];
  const look = { shape: 'circle', color: ink, size: 8.5, filled: false } as const;
  return [
    { kind: 'points', name: `${curve.label}, rate of its training`, points: own.map(({ x, y }) => ({ x, y })), look },
  ];
}

function legendOf(curves: readonly FaultCurve[], look: Look): readonly LegendEntry[] {
  const first = [...Map.groupBy(curves, ({ label }) => label).values()].map((own) => own[0]!);
  return first.map((curve) => {
    const { color, dash, shape, filled } = look(curve);
    return { text: curve.label, line: { color, dash, width: 0.8 }, mark: { shape, color, size: 3.6, filled } };
  });
}

/** Accuracy of each trained network at fault rates other than that of its training (arXiv:1912.10764, figure 1). */
export function rateCurveFigure({ comparison, trainingRate }: ExportSubject): readonly FigureDocument[] {
  const curves = comparison.faultCurves.filter(({ kind, points }) => kind === 'rate' && points.length > 0);
  if (curves.length === 0) return [];
  const look = configurationLooks(configurationsOf(curves));
  const several = new Set(curves.map(({ profile }) => profile)).size > 1;
  const frames = framesOf(curves);
  const panels = [...Map.groupBy(curves, ({ profile }) => profile)].flatMap(([profile, own]) =>
    frames.flatMap(({ title, items }): FigurePanel[] => {
      const shown = own.filter((curve) => items.includes(curve));
      if (shown.length === 0) return [];
      return [
        {
          title: panelTitle(several ? profile : undefined, title),
          x: { title: 'Fault rate it is used at (errors per bit read)', scale: 'logarithmic' },
          y: { title: 'Accuracy (%)', scale: 'linear', low: 0, high: 100 },
          marks: [
            ...shown.flatMap((curve) => ringOf(curve, trainingRate(curve))),
            ...shown.flatMap((curve) => marksOf(curve, look(curve))),
          ],
          ...(frames.length > 1 ? { legend: legendOf(shown, look) } : {}),
        },
      ];
    }),
  );
  const isRinged = curves.some((curve) => curve.points.some(({ rate }) => rate === trainingRate(curve)));
  return [
    {
      id: 'test-rate-against-training-rate',
      title: 'Accuracy at other fault rates',
      caption: [
        'Test accuracy of each trained network by the fault rate it is used at.',
        isRinged ? 'Rings: the rate of its training.' : '',
        errorBarText(curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy))),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      panels,
      legend: frames.length > 1 ? [] : legendOf(curves, look),
      aspect: 0.62,
      panelWidth: 26,
      data: existingData(figureData(comparison, trainingRate), 'test-rate-against-training-rate.csv'),
    },
  ];
}
