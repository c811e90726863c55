import { choiceFamily } from '../../../contract/choice-family.ts';
import { comparedRate } from '../../../contract/fault-rate.ts';
import type { MethodComparison, ProfileComparison, StudyComparison } from '../../../contract/results.ts';
import type { SensitivityMetric } from '../../../contract/specification.ts';
import { listed } from '../../../contract/text/listed.ts';
import { percentCell, textCell } from '../cells.ts';
import { bestNote, markBest, type Competitor } from '../significance.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';
import { cleanOf, methodsOf, rateCell } from './saft-accuracy.ts';

/** As headings: standard deviation, Kullback-Leibler divergence. */
export const metricTitles: Readonly<Record<SensitivityMetric, string>> = {
  std: 'Std',
  'std-normalised': 'Std (normalised)',
  kl: 'KL',
  'kl-histogram': 'KL (histogram)',
};

interface Choice {
  readonly profile: ProfileComparison;
  readonly byMetric: ReadonlyMap<SensitivityMetric, MethodComparison>;
}

/** Of each profile the SAFT methods that differ in nothing but the metric, where there are two metrics at least. */
function choicesOf(profile: ProfileComparison): readonly Choice[] {
  const alike = Map.groupBy(methodsOf(profile, 'saft'), ({ configuration }) =>
    choiceFamily(profile.profile, configuration),
  );
  return [...alike].flatMap(([key, methods]) => {
    const byMetric = new Map(
      methods.flatMap((method) => (method.chosenBy ? [[method.chosenBy, method] as const] : [])),
    );
    return key === undefined || byMetric.size < 2 ? [] : [{ profile, byMetric }];
  });
}

/**
 * SAFT's Table 3 (arXiv:2306.03076): the same number of layers chosen by standard deviation and by Kullback-Leibler
 * divergence, a row for each profile and number. Undefined for a study without such methods.
 */
export function saftChoiceTable({ profiles, architecture, data }: StudyComparison): TableContent | undefined {
  const choices = profiles.flatMap(choicesOf);
  if (choices.length === 0) return undefined;
  const metrics = (Object.keys(metricTitles) as SensitivityMetric[]).filter((metric) =>
    choices.some(({ byMetric }) => byMetric.has(metric)),
  );
  const rows = choices.map(({ profile, byMetric }, index): TableRow => ({
    ...(index > 0 && choices[index - 1]!.profile !== profile ? { startsGroup: true } : {}),
    cells: [
      textCell(architecture),
      textCell(profile.label),
      trainedCell([...byMetric.values()][0]!),
      rateCell(comparedRate(profile, [...byMetric.values()][0]!)),
      percentCell(cleanOf(profile)),
      ...markBest(competitorsOf(byMetric, metrics)),
    ],
  }));
  return {
    id: 'saft-table-3',
    title: 'SAFT by the metric that chooses the layers',
    caption: `Accuracy under noise after SAFT on ${data}, by the metric whose ranking chose the layers that train: standard deviation (Std) or Kullback-Leibler divergence (KL)`,
    columns: [
      { key: 'network', title: 'Network', kind: 'text' },
      { key: 'profile', title: 'Profile', kind: 'text' },
      { key: 'trained_layers', title: 'k', kind: 'number' },
      { key: 'fault_rate', title: 'Fault rate', kind: 'number' },
      { key: 'fp32_percent', title: 'FP32', unit: '%', kind: 'measured' },
      ...metrics.map((metric): TableColumn => ({
        key: `saft_${metric.replaceAll('-', '_')}_percent`,
        title: metricTitles[metric],
        unit: '%',
        group: 'Layers chosen by',
        kind: 'measured',
      })),
    ],
    rows,
    notes: [
      bestNote(
        'the choices',
        choices.map(({ byMetric }) => competitorsOf(byMetric, metrics)),
      ),
      ...sameLayersNote(choices),
    ],
  };
}

/** Equal values are no coincidence where both rankings have the same layers at their top. */
function sameLayersNote(choices: readonly Choice[]): readonly string[] {
  const same = choices.filter(({ byMetric }) => {
    const sets = [...byMetric.values()].map(({ plan }) => JSON.stringify(plan?.trained.toSorted()));
    return sets.every((set) => set !== undefined && set === sets[0]);
  });
  if (same.length === 0) return [];
  return [`The metrics chose the same layers under ${listed([...new Set(same.map(({ profile }) => profile.label))])}.`];
}

function trainedCell({ plan }: MethodComparison): TableCell {
  return plan === undefined ? { kind: 'missing' } : { kind: 'number', value: plan.trained.length, digits: 'count' };
}

function competitorsOf(byMetric: Choice['byMetric'], metrics: readonly SensitivityMetric[]): readonly Competitor[] {
  return metrics.map((metric) => {
    const method = byMetric.get(metric);
    return { cell: percentCell(method?.recovered), method };
  });
}
