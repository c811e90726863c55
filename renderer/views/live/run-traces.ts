import type { ChartLook } from '../../charts/chart-look.ts';
import { methodStyle } from '../../charts/method-style.ts';
import type { LiveRun } from './live-run.ts';
import { continued } from './series-summary.ts';
import type { Trace } from './trace-option.ts';
import type { ReadSeries, SeriesName } from './use-series.ts';

export type SeriesOfRun = Readonly<Partial<Record<SeriesName, ReadSeries>>>;

/** What a chart shows of one series: what the store has, and what was heard since. None where there is nothing. */
export function traceOf(
  name: string,
  series: SeriesName,
  read: SeriesOfRun,
  heard: LiveRun['points'],
  style: Pick<Trace, 'color' | 'dash' | 'marked'>,
): readonly Trace[] {
  const own = heard.filter((point) => point.series === series);
  const raw = continued(read[series]?.points ?? [], own);
  if (raw.length === 0) return [];
  return [{ name, raw, smoothed: read[series]?.smoothed ?? [], ...style }];
}

export interface RunTraces {
  readonly loss: readonly Trace[];
  readonly accuracy: readonly Trace[];
  readonly stepTime: readonly Trace[];
  readonly learningRate: readonly Trace[];
}

/** The traces of a run, those of the training in its method's hue. */
export function runTraces(
  read: SeriesOfRun,
  heard: LiveRun['points'],
  methodName: string | undefined,
  { palette, dark, tokens }: ChartLook,
): RunTraces {
  const color = methodName === undefined ? tokens.accent : methodStyle(methodName, palette, dark).color;
  const validation = { color: tokens.ink, dash: [6, 3], marked: true };
  const trace = (name: string, series: SeriesName, style: Pick<Trace, 'color' | 'dash' | 'marked'> = { color }) =>
    traceOf(name, series, read, heard, style);
  return {
    loss: [...trace('Training loss', 'loss'), ...trace('Validation loss', 'validation-loss', validation)],
    accuracy: [
      ...trace('Training accuracy', 'accuracy'),
      ...trace('Validation accuracy', 'validation-accuracy', validation),
    ],
    stepTime: trace('Time of a step', 'step-ms'),
    learningRate: trace('Learning rate', 'learning-rate'),
  };
}
