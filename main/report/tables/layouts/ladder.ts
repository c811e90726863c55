import { rungRate, type UsedRate } from '../../../contract/fault-rate.ts';
import { titleOfMethod } from '../../../contract/method-title.ts';
import type { LadderRung, ProfileComparison } from '../../../contract/results.ts';
import type { AccuracyStage } from '../../../contract/run.ts';
import { formatSample } from '../../../contract/text/estimate-text.ts';
import { listed } from '../../../contract/text/listed.ts';
import { missing, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';

const stageNames: Readonly<Record<AccuracyStage, string>> = {
  clean: 'clean',
  quantised: 'quantised',
  noisy: 'noisy, untrained',
  'recovered-clean': 'without noise',
  recovered: 'under noise',
};

function stageCell({ stage, label }: LadderRung, { methods }: ProfileComparison): TableCell {
  if (label === undefined) return textCell(stageNames[stage]);
  const method = methods.find((each) => each.label === label);
  const name = (of: string): string => `${of}, ${stageNames[stage]}`;
  return { kind: 'text', text: name(method === undefined ? label : titleOfMethod(method)), machine: name(label) };
}

export const ladderColumns: readonly TableColumn[] = [
  { key: 'stage', title: 'Stage', kind: 'text' },
  { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
  { key: 'accuracy_percent', title: 'Accuracy', unit: '%', kind: 'measured' },
  { key: 'against_clean_points', title: 'Against clean', unit: 'points', kind: 'measured' },
  { key: 'interval_over', title: 'Interval over', kind: 'text' },
];

/**
 * The accuracy ladder: clean, quantised, noisy, recovered, each with what its interval is over. The distance to clean is
 * on the same test images, so its uncertainty is that of the draws or seeds alone.
 */
export function ladderRows(profile: ProfileComparison): readonly TableRow[] {
  const { ladder } = profile;
  const clean = ladder.find(({ stage }) => stage === 'clean')?.accuracy;
  return ladder.map((rung) => {
    const { accuracy } = rung;
    const distance = clean === undefined || rung.stage === 'clean' ? missing : distanceCell(rung, clean.value);
    return {
      cells: [
        stageCell(rung, profile),
        rateCell(rungRate(profile, rung)),
        percentCell(accuracy),
        distance,
        textCell(formatSample(accuracy)),
      ],
    };
  });
}

/** Of the faults that an accuracy under noise was measured with. */
function rateCell(rate: UsedRate | undefined): TableCell {
  if (rate === 'chosen') return { kind: 'missing', said: 'by layer' };
  return typeof rate === 'number' ? numberCell(rate, 'rate') : missing;
}

function distanceCell({ accuracy }: LadderRung, clean: number): TableCell {
  const known =
    accuracy.over === 'images'
      ? { low: NaN, high: NaN }
      : {
          low: accuracy.low - clean,
          high: accuracy.high - clean,
        };
  return percentCell({ ...accuracy, ...known, value: accuracy.value - clean }, { signed: true });
}

/** Of the stages that there are. */
function captionOf(stages: readonly AccuracyStage[]): string {
  const before = [
    ...(stages.includes('clean') ? ['without noise'] : []),
    ...(stages.includes('quantised') ? ['quantised'] : []),
    ...(stages.includes('noisy') ? ['under noise before training'] : []),
  ];
  const after = stages.some((stage) => stage.startsWith('recovered')) ? ['after training with each method'] : [];
  return `Accuracy ${listed([...before, ...after])}`;
}

/** The ladders of all profiles below one another; undefined where there are none. */
export function ladderTable(profiles: readonly ProfileComparison[]): TableContent | undefined {
  const rows = profiles.flatMap((profile, index) =>
    ladderRows(profile).map(({ cells }, position): TableRow => ({
      ...(index > 0 && position === 0 ? { startsGroup: true } : {}),
      cells: [textCell(profile.label), ...cells],
    })),
  );
  if (rows.length === 0) return undefined;
  const hasDistance = rows.some(({ cells }) => cells[4]!.kind === 'measured');
  return {
    id: 'accuracy-ladder-table',
    title: 'Accuracy ladder',
    caption: captionOf(profiles.flatMap(({ ladder }) => ladder.map(({ stage }) => stage))),
    columns: [{ key: 'profile', title: 'Profile', kind: 'text' }, ...ladderColumns],
    rows,
    notes: [
      ...(hasDistance
        ? ['Against clean: on the same test images, so that its interval is that of the draws or seeds alone.']
        : []),
    ],
  };
}
