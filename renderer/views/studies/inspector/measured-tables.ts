import type {
  MeasuredAccuracy,
  AccuracyResult,
  AccuracyStage,
  FaultAccuracy,
  StepTiming,
} from '../../../../main/contract/run.ts';
import { formatEstimate } from '../../../charts/estimate-format.ts';
import { formatMilliseconds } from '../../../charts/duration-format.ts';
import { formatCount, formatPercent, formatSignificant } from '../../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { countOf } from '../table/run-words.ts';

export interface TableContent {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

const stageWords: Readonly<Record<AccuracyStage, string>> = {
  clean: 'Clean',
  quantised: 'Quantised',
  noisy: 'Under noise, untrained',
  'recovered-clean': 'Trained, without noise',
  recovered: 'Trained, under noise',
};

const stages = Object.keys(stageWords) as AccuracyStage[];

function accuracyText({ accuracy, low, high }: MeasuredAccuracy): string {
  return formatEstimate({ value: accuracy, low, high }, 'percent').full;
}

/** What the intervals of some accuracies are over: noise draws, or the test images where there is no noise to draw. */
export function intervalNote(results: readonly MeasuredAccuracy[]): string {
  const ofDraws = results.find(({ draws }) => draws.length > 1);
  const ofImages = results.find(({ draws }) => draws.length <= 1);
  const first = ofDraws ?? ofImages;
  if (first === undefined) return '';
  const over = [
    ...(ofDraws === undefined ? [] : ['over noise draws']),
    ...(ofImages === undefined ? [] : [ofDraws === undefined ? 'over test images' : 'of one draw over test images']),
  ];
  return `Intervals: ${formatPercent(first.confidence, 0)} confidence, ${over.join(', ')}.`;
}

const number = (key: string, label: string, more: Partial<TableColumn> = {}): TableColumn => ({
  key,
  label,
  kind: 'number',
  ...more,
});

/** The accuracy ladder of a run, in the order in which rungs are climbed. */
export function accuracyTable(results: readonly AccuracyResult[]): TableContent {
  const sorted = results.toSorted((one, other) => stages.indexOf(one.stage) - stages.indexOf(other.stage));
  return {
    columns: [
      { key: 'stage', label: 'Stage' },
      number('accuracy', 'Accuracy'),
      number('draws', 'Draws'),
      number('images', 'Images'),
    ],
    rows: sorted.map((result) => ({
      stage: stageWords[result.stage],
      accuracy: accuracyText(result),
      draws: formatCount(result.draws.length),
      images: formatCount(result.images),
    })),
  };
}

/** Accuracy under faults a network was not, or not only, trained for. */
export function faultTable(results: readonly FaultAccuracy[]): TableContent {
  return {
    columns: [
      { key: 'where', label: 'Faults in' },
      number('rate', 'Fault rate'),
      number('accuracy', 'Accuracy'),
      number('draws', 'Draws'),
    ],
    rows: results.map((result) => ({
      where: result.layer === undefined ? 'every layer' : `${result.layer} alone`,
      rate: result.kind === 'layer' ? 'random bits' : formatSignificant(result.rate, 3),
      accuracy: accuracyText(result),
      draws: formatCount(result.draws.length),
    })),
  };
}

const parts: readonly (readonly [key: keyof StepTiming, label: string])[] = [
  ['forwardMs', 'Forward'],
  ['noiseMs', 'Noise'],
  ['inputGradientsMs', 'Input gradients'],
  ['weightGradientsMs', 'Weight gradients'],
  ['updateMs', 'Update'],
  ['totalMs', 'Step'],
  ['fullStepMs', 'Step, every layer trained'],
];

/** Medians of a training step and its parts, with their share of it. */
export function timingTable(timing: StepTiming): TableContent {
  return {
    columns: [{ key: 'part', label: 'Part' }, number('time', 'Median'), number('share', 'Share')],
    rows: parts.map(([key, part]) => ({
      part,
      time: formatMilliseconds(timing[key]),
      share: timing.totalMs > 0 && key !== 'fullStepMs' ? formatPercent(timing[key] / timing.totalMs, 0) : '',
    })),
  };
}

/** How much quicker a step is than one that trains every layer, as measured in the same sitting. */
export function speedupNote({ fullStepMs, totalMs, samples, batch }: StepTiming): string {
  if (!(totalMs > 0)) return '';
  const factor = formatSignificant(fullStepMs / totalMs, 3);
  return `${factor}× as fast as training every layer. Medians over ${countOf(samples, 'step')} of ${countOf(batch, 'image')}.`;
}
