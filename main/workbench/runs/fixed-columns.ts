import type { AccuracyStage, MetricPoint } from '../../contract/run.ts';
import type { RunColumn } from '../../contract/workbench/runs.ts';
import type { RunValueSelector } from '../../store/run-values.ts';

/** A column with where its values come from. */
export interface ColumnSource extends RunColumn {
  readonly selector: RunValueSelector;
  /** Two values make it where one is not enough: the second is this */
  readonly second?: RunValueSelector;
  readonly combine?: (first: number, second: number) => number;
}

const stages: Readonly<Record<AccuracyStage, string>> = {
  clean: 'Accuracy without noise, before training',
  quantised: 'Accuracy quantised, before training',
  noisy: 'Accuracy under noise, before training',
  'recovered-clean': 'Accuracy without noise, after training',
  recovered: 'Accuracy under noise, after training',
};

const series: Readonly<
  Record<
    MetricPoint['series'],
    { readonly title: string; readonly unit?: string; readonly best?: 'minimum' | 'maximum' }
  >
> = {
  loss: { title: 'Loss', best: 'minimum' },
  accuracy: { title: 'Training accuracy', unit: 'fraction', best: 'maximum' },
  'validation-loss': { title: 'Validation loss', best: 'minimum' },
  'validation-accuracy': { title: 'Validation accuracy', unit: 'fraction', best: 'maximum' },
  'learning-rate': { title: 'Learning rate' },
  'step-ms': { title: 'Step time while training', unit: 'ms' },
};

function accuracyColumns(stage: AccuracyStage): ColumnSource[] {
  const ofPart = (part: 'accuracy' | 'low' | 'high', suffix: string, words: string): ColumnSource => ({
    key: `accuracy.${stage}${suffix}`,
    title: `${stages[stage]}${words}`,
    group: 'accuracy',
    unit: 'fraction',
    type: 'number',
    selector: { of: 'accuracy', stage, part },
  });
  return [ofPart('accuracy', '', ''), ofPart('low', '.low', ', lower end'), ofPart('high', '.high', ', upper end')];
}

function metricColumns(name: MetricPoint['series']): ColumnSource[] {
  const { title, unit, best } = series[name];
  const column = (key: string, words: string, part: 'last' | 'minimum' | 'maximum'): ColumnSource => ({
    key: `metric.${name}.${key}`,
    title: `${title}, ${words}`,
    group: 'metrics',
    ...(unit === undefined ? {} : { unit }),
    type: 'number',
    selector: { of: 'metric', series: name, part },
  });
  const bestStep: ColumnSource[] =
    best === undefined
      ? []
      : [
          {
            key: `metric.${name}.best-step`,
            title: `${title}, step of the best`,
            group: 'metrics',
            type: 'number',
            selector: { of: 'metric', series: name, part: `${best}Step` },
          },
        ];
  return [
    column('last', 'last', 'last'),
    column('minimum', 'smallest', 'minimum'),
    column('maximum', 'largest', 'maximum'),
    ...bestStep,
  ];
}

const plain = (
  key: string,
  title: string,
  group: RunColumn['group'],
  type: RunColumn['type'],
  selector: RunValueSelector,
  unit?: string,
): ColumnSource => ({ key, title, group, type, selector, ...(unit === undefined ? {} : { unit }) });

/** Columns there are whatever the runs are about. */
export const fixedColumns: readonly ColumnSource[] = [
  ...(Object.keys(stages) as AccuracyStage[]).flatMap(accuracyColumns),
  ...(Object.keys(series) as MetricPoint['series'][]).flatMap(metricColumns),
  plain('steps', 'Steps done', 'metrics', 'number', { of: 'metric', series: 'loss', part: 'lastStep' }),
  plain('time.step', 'Step time', 'time', 'number', { of: 'timing', part: 'totalMs' }, 'ms'),
  plain(
    'time.full-step',
    'Step time with every layer training',
    'time',
    'number',
    { of: 'timing', part: 'fullStepMs' },
    'ms',
  ),
  {
    ...plain(
      'time.speedup',
      'Speed-up over training every layer',
      'time',
      'number',
      { of: 'timing', part: 'fullStepMs' },
      '×',
    ),
    second: { of: 'timing', part: 'totalMs' },
    combine: (full, own) => full / own,
  },
  plain(
    'time.speedup-bound',
    'Speed-up that arithmetic allows',
    'time',
    'number',
    { of: 'plan', part: 'speedupBound' },
    '×',
  ),
  plain('time.active', 'Time at work', 'time', 'number', { of: 'run', part: 'activeSeconds' }, 's'),
  plain('time.ended', 'Ended', 'time', 'text', { of: 'run', part: 'endedAt' }),
  plain('time.attempts', 'Attempts', 'time', 'number', { of: 'run', part: 'attempts' }),
  plain(
    'energy',
    'Memory energy, relative to the same weights in reliable memory',
    'energy',
    'number',
    { of: 'memory', part: 'relative' },
    'fraction',
  ),
  plain('energy.total', 'Memory energy', 'energy', 'number', { of: 'memory', part: 'total' }, 'reliable bits'),
  plain('energy.rate', 'Fault rate, geometric mean over bits', 'energy', 'number', { of: 'memory', part: 'rate' }),
  plain('layers.trained', 'Layers that train', 'provenance', 'number', { of: 'plan', part: 'trained' }),
  plain('layers.frozen', 'Layers that are frozen', 'provenance', 'number', { of: 'plan', part: 'frozen' }),
  plain('layers.reason', 'Why these layers', 'provenance', 'text', { of: 'plan', part: 'reason' }),
  plain('provenance.engine', 'Engine', 'provenance', 'text', { of: 'provenance', field: 'engine' }),
  plain('provenance.precision', 'Precision', 'provenance', 'text', { of: 'provenance', field: 'precision' }),
  plain('provenance.commit', 'Commit', 'provenance', 'text', { of: 'provenance', field: 'commit' }),
  plain('provenance.application', 'Version', 'provenance', 'text', { of: 'provenance', field: 'application' }),
  plain('provenance.processor', 'Processor', 'provenance', 'text', { of: 'provenance', field: 'processor' }),
  plain('error', 'Why it failed', 'provenance', 'text', { of: 'run', part: 'error' }),
  plain('notes', 'Notes', 'notes', 'text', { of: 'run', part: 'notes' }),
];
