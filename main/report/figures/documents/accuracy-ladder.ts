import type { Estimate } from '../../../contract/estimate.ts';
import { nameWithRate, rungRate } from '../../../contract/fault-rate.ts';
import type { LadderRung, ProfileComparison } from '../../../contract/results.ts';
import type { AccuracyStage } from '../../../contract/run.ts';
import type { ExportSubject } from '../../export-subject.ts';
import { formatWithUncertainty } from '../../../contract/text/digits.ts';
import { halfWidth } from '../../../contract/text/estimate-text.ts';
import type { FigureDocument, FigureMark, FigurePanel, FigurePoint, LegendEntry } from '../figure-document.ts';
import { ink, methodLook, type MarkLook } from '../looks.ts';
import { errorBarText } from './error-bar-text.ts';

const stageNames: Readonly<Record<AccuracyStage, string>> = {
  clean: 'clean',
  quantised: 'quantised',
  noisy: 'noisy, untrained',
  'recovered-clean': 'without noise',
  recovered: 'under noise',
};

/** One row: what was trained how, under noise and without it. */
interface Row {
  readonly name: string;
  readonly method?: string;
  readonly noisy?: Estimate;
  readonly clean?: Estimate;
}

function rowsOf(profile: ProfileComparison): readonly Row[] {
  const { ladder, methods } = profile;
  const before = ladder
    .filter(({ label }) => label === undefined)
    .map((rung): Row => ({
      name: nameWithRate(stageNames[rung.stage], rungRate(profile, rung)),
      ...(rung.stage === 'noisy' ? { noisy: rung.accuracy } : { clean: rung.accuracy }),
    }));
  const trained = Map.groupBy(
    ladder.filter(({ label }) => label !== undefined),
    ({ label }) => label!,
  );
  const of = (rungs: readonly LadderRung[], stage: AccuracyStage): Estimate | undefined =>
    rungs.find((rung) => rung.stage === stage)?.accuracy;
  return [
    ...before,
    ...[...trained].map(([name, rungs]) => ({
      ...{ name, method: methods.find(({ label }) => label === name)?.method },
      ...{ noisy: of(rungs, 'recovered'), clean: of(rungs, 'recovered-clean') },
    })),
  ];
}

/** Above and below the middle of a row, where it has two marks. */
const aside = 0.14;

function lookOf(method: string | undefined, filled: boolean): MarkLook {
  const { color, shape } = method === undefined ? { color: ink, shape: 'circle' as const } : methodLook(method);
  return { shape, color, size: 3.8, filled };
}

function pointOf({ value, low, high }: Estimate, y: number): FigurePoint {
  return { x: 100 * value, y, xLow: 100 * low, xHigh: 100 * high };
}

function noteOf(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '';
  return formatWithUncertainty(100 * estimate.value, 100 * halfWidth(estimate));
}

function panelOf(profile: ProfileComparison, several: boolean): FigurePanel {
  const rows = rowsOf(profile);
  const clean = profile.ladder.find(({ stage }) => stage === 'clean')?.accuracy;
  const marks = rows.flatMap(({ name, method, noisy, clean: without }, y): FigureMark[] => [
    ...(without === undefined
      ? []
      : [
          {
            ...{
              kind: 'points' as const,
              name: `${name}, without noise`,
              points: [pointOf(without, y - (noisy === undefined ? 0 : aside))],
            },
            look: lookOf(method, false),
          },
        ]),
    ...(noisy === undefined
      ? []
      : [
          {
            kind: 'points' as const,
            name: `${name}, under noise`,
            points: [pointOf(noisy, y + (without === undefined ? 0 : aside))],
            look: lookOf(method, true),
          },
        ]),
  ]);
  return {
    ...(several ? { title: profile.label } : {}),
    x: { title: 'Accuracy (%)', scale: 'linear', low: 0, high: 100 },
    y: { title: '', scale: 'category', categories: rows.map(({ name }) => name) },
    marks: [
      ...(clean === undefined
        ? []
        : [
            {
              ...{ kind: 'rule' as const, name: 'clean', axis: 'x' as const, at: 100 * clean.value },
              look: { color: '#9aa2ab', dash: [2, 1.5], width: 0.5 },
            },
          ]),
      ...marks,
    ],
    rowNotes: rows.map(({ noisy, clean: without }) => noteOf(noisy ?? without)),
  };
}

/** What noise costs and what each method wins back: clean, quantised, noisy, then every method. */
export function accuracyLadder({ comparison: { profiles } }: ExportSubject): readonly FigureDocument[] {
  const shown = profiles.filter(({ ladder }) => ladder.length > 0);
  if (shown.length === 0) return [];
  const rungs = shown.flatMap(({ ladder }) => ladder);
  const hasClean = rungs.some(({ stage }) => stage === 'clean');
  const isBoth = rungs.some(({ stage }) => stage !== 'noisy' && stage !== 'recovered');
  const legend: readonly LegendEntry[] = [
    { text: 'under noise', mark: { ...lookOf(undefined, true), shape: 'circle' } },
    { text: 'without noise', mark: { ...lookOf(undefined, false), shape: 'circle' } },
  ];
  return [
    {
      id: 'accuracy-ladder',
      title: 'What noise costs and what training wins back',
      caption: [
        'Test accuracy before and after training. Filled: under noise; open: without.',
        hasClean ? 'Dashed line: the clean network.' : '',
        errorBarText(rungs.map(({ accuracy }) => accuracy)),
        'Beside the rows: the accuracy under noise in %, where there is one, ± half of its interval.',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      panels: shown.map((profile) => panelOf(profile, shown.length > 1)),
      legend: isBoth ? legend : [],
      aspect: 0.5,
      panelWidth: 34,
      data: {
        columns: [
          ...['profile', 'stage', 'method', 'label', 'accuracy_fraction', 'low', 'high', 'confidence'],
          ...['interval_over', 'interval_n'],
        ],
        rows: shown.flatMap(({ label: profile, ladder, methods }) =>
          ladder.map(({ stage, label, accuracy }) => [
            ...[profile, stage, methods.find((method) => method.label === label)?.method, label, accuracy.value],
            ...[accuracy.low, accuracy.high, accuracy.confidence, accuracy.over, accuracy.n],
          ]),
        ),
      },
    },
  ];
}
