import { nameWithRate, rungRate, type UsedRate } from '../../../../main/contract/fault-rate.ts';
import type { LadderRung, ProfileComparison } from '../../../../main/contract/results.ts';
import type { AccuracyStage } from '../../../../main/contract/run.ts';
import type { LadderChartRow } from '../../../charts/ladder-option.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { formatCount } from '../../../charts/number-format.ts';
import { accuracyText, percentText, pointsText } from '../text/estimate-text.ts';
import { formatRate } from '../../../../main/contract/text/digits.ts';
import { halfWidth, formatSample } from '../../../../main/contract/text/estimate-text.ts';

const stageNames: Readonly<Record<AccuracyStage, string>> = {
  clean: 'clean',
  quantised: 'quantised',
  noisy: 'noisy, untrained',
  'recovered-clean': 'without noise',
  recovered: 'under noise',
};

export function rungName({ stage, label }: Pick<LadderRung, 'stage' | 'label'>): string {
  return label === undefined ? stageNames[stage] : `${label}, ${stageNames[stage]}`;
}

const ladderColumns: readonly TableColumn[] = [
  { key: 'stage', label: 'Stage' },
  { key: 'rate', label: 'Fault rate', kind: 'number', description: 'Of the stored bits, while it was measured' },
  { key: 'accuracy', label: 'Accuracy', unit: '%', kind: 'number' },
  { key: 'distance', label: 'Against clean', unit: 'points', kind: 'number' },
  { key: 'over', label: 'Interval over' },
];

export const ladderNote =
  'The distance to clean is on the same test images, so that its interval is that of the draws or seeds alone.';

/** The rungs as `lab compare` lists them; with their fault rates where the profile has a memory. */
export function ladderTable(profile: ProfileComparison): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
} {
  const rows = ladderRows(profile);
  const hasRate = rows.some(({ rate }) => rate !== '');
  return { columns: ladderColumns.filter(({ key }) => hasRate || key !== 'rate'), rows };
}

function ladderRows(profile: ProfileComparison): readonly TableRow[] {
  const clean = profile.ladder.find(({ stage }) => stage === 'clean')?.accuracy;
  return profile.ladder.map((rung) => {
    const { accuracy, stage } = rung;
    return {
      stage: rungName(rung),
      rate: rateText(rungRate(profile, rung)),
      accuracy: percentText(accuracy),
      distance: clean === undefined || stage === 'clean' ? '' : distanceText(accuracy, clean.value),
      over: formatSample(accuracy),
    };
  });
}

function rateText(rate: UsedRate | undefined): string {
  if (rate === 'chosen') return 'by layer';
  return typeof rate === 'number' ? formatRate(rate) : '';
}

/** What is over images has no interval of its own beside another that is over the same ones. */
function distanceText(accuracy: LadderRung['accuracy'], clean: number): string {
  const value = accuracy.value - clean;
  const half = accuracy.over === 'images' ? NaN : halfWidth(accuracy);
  return pointsText({ value, low: value - half, high: value + half });
}

/** More rows than these cannot be read side by side */
const mostMethods = 60;

/** The profile with its most accurate methods, in their order, where there are very many. */
export function readableLadder(profile: ProfileComparison): {
  readonly profile: ProfileComparison;
  readonly note: string;
} {
  const { methods, ladder } = profile;
  if (methods.length <= mostMethods) return { profile, note: '' };
  const best = methods
    .toSorted((first, second) => second.recovered.value - first.recovered.value)
    .slice(0, mostMethods);
  const labels = new Set(best.map(({ label }) => label));
  return {
    profile: {
      ...profile,
      methods: methods.filter(({ label }) => labels.has(label)),
      ladder: ladder.filter(({ label }) => label === undefined || labels.has(label)),
    },
    note: `The ${mostMethods} most accurate of ${formatCount(methods.length)} configurations.`,
  };
}

/** A line of the chart for each stage before training and for each method. */
export function ladderChartRows(profile: ProfileComparison): readonly LadderChartRow[] {
  const { ladder, methods } = profile;
  const before = ladder.filter(({ label }) => label === undefined);
  return [
    ...before.map((rung) => ({
      name: nameWithRate(rungName(rung), rungRate(profile, rung)),
      stage: rung.stage,
      noisy: rung.accuracy,
    })),
    ...methods.map(({ method, label, recovered, recoveredClean }) => ({
      name: label,
      method,
      noisy: recovered,
      ...(recoveredClean === undefined ? {} : { clean: recoveredClean }),
    })),
  ];
}

/** What a row of the chart says, read out. */
export function describeLadderRow({ name, noisy, clean, method }: LadderChartRow): string {
  const under = `${accuracyText(noisy)}${method === undefined ? '' : ' under noise'}`;
  return [name, under, ...(clean === undefined ? [] : [`${accuracyText(clean)} without noise`])].join(', ');
}
