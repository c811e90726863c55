import type { SensitivityScore } from '../../../main/contract/run.ts';
import type { ProfileComparison } from '../../../main/contract/results.ts';
import type { SensitivityMetric } from '../../../main/contract/specification.ts';
import { formatFixed } from '../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';
import { sharedHighest, spearman } from './rank-agreement.ts';

/** Two rankings of the same layers. */
export interface Agreement {
  readonly other: string;
  readonly layers: number;
  /** Spearman's; undefined where it says nothing */
  readonly correlation: number | undefined;
  readonly k: number;
  /** Among the k highest of both */
  readonly shared: number;
}

type Scored = Pick<ProfileComparison, 'label' | 'sensitivity'>;

export function metricsOf(scores: readonly SensitivityScore[]): readonly SensitivityMetric[] {
  return [...new Set(scores.map(({ metric }) => metric))];
}

/**
 * How a ranking agrees with those by other metrics under its profile, and by its metric under the other profiles.
 *
 * @param k how many of the highest are compared
 */
export function agreements(
  profiles: readonly Scored[],
  profile: Scored,
  metric: SensitivityMetric,
  k: number,
): readonly Agreement[] {
  const others = [
    ...metricsOf(profile.sensitivity)
      .filter((name) => name !== metric)
      .map((name) => ({ title: `by ${name}`, from: profile, by: name })),
    ...profiles
      .filter((each) => each.label !== profile.label)
      .map((each) => ({ title: `under ${each.label}`, from: each, by: metric })),
  ];
  const own = byLayer(profile, metric);
  return others.flatMap(({ title, from, by }): Agreement[] => {
    const theirs = byLayer(from, by);
    const layers = [...own.keys()].filter((layer) => theirs.has(layer));
    if (layers.length < 2) return [];
    const first = layers.map((layer) => own.get(layer)!);
    const second = layers.map((layer) => theirs.get(layer)!);
    const compared = Math.min(k, layers.length);
    const shared = sharedHighest(first, second, compared);
    return [{ other: title, layers: layers.length, correlation: spearman(first, second), k: compared, shared }];
  });
}

function byLayer({ sensitivity }: Scored, metric: SensitivityMetric): ReadonlyMap<string, number> {
  return new Map(sensitivity.filter((score) => score.metric === metric).map(({ layer, value }) => [layer, value]));
}

/** `By kl: nearly the same order (Spearman's ρ = 0.86 over 20 layers). Of the 7 highest of each, 6 are the same; ...` */
export function agreementText({ other, layers, correlation, k, shared }: Agreement): string {
  const order =
    correlation === undefined
      ? 'no correlation can be told'
      : `${orderText(correlation)} (Spearman's ρ = ${formatFixed(correlation, 2)} over ${layers} layers)`;
  const highest =
    k === 1
      ? `The highest is ${shared === 1 ? 'the same' : 'another one'}`
      : `Of the ${k} highest of each, ${shared} are the same; by chance it would be about ${formatFixed(k ** 2 / layers, 1)}`;
  return `${capital(other)}: ${order}. ${highest}.`;
}

function orderText(correlation: number): string {
  if (correlation >= 0.8) return 'nearly the same order';
  if (correlation >= 0.5) return 'a similar order';
  if (correlation >= 0.2) return 'a loosely similar order';
  if (correlation > -0.2) return 'another order';
  return 'rather the opposite order';
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

export const agreementColumns: readonly TableColumn[] = [
  { key: 'other', label: 'Beside the ranking' },
  { key: 'correlation', label: "Spearman's ρ", kind: 'number' },
  { key: 'shared', label: 'Shared among the highest', kind: 'number' },
  { key: 'chance', label: 'By chance', kind: 'number', description: 'k² / number of layers' },
];

export function agreementRows(all: readonly Agreement[]): readonly TableRow[] {
  return all.map(({ other, layers, correlation, k, shared }) => ({
    other,
    correlation: correlation === undefined ? '–' : formatFixed(correlation, 2),
    shared: `${shared} of ${k}`,
    chance: formatFixed(k ** 2 / layers, 1),
  }));
}
