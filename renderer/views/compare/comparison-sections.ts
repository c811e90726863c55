import type { ProfileComparison, StudyComparison } from '../../../main/contract/results.ts';

export type SectionId =
  'fronts' | 'tables' | 'runs' | 'ladder' | 'tests' | 'rates' | 'curves' | 'sensitivity' | 'weights' | 'differences';

export interface ComparisonSection {
  readonly id: SectionId;
  readonly title: string;
}

const titles: Readonly<Record<SectionId, string>> = {
  fronts: 'Energy and accuracy',
  tables: 'Tables',
  runs: 'Runs',
  ladder: 'Accuracy ladder',
  tests: 'Paired tests',
  rates: 'Fault rates',
  curves: 'Fault curves',
  sensitivity: 'Sensitivity',
  weights: 'Weights',
  differences: 'Differences',
};

/** SAFT's tables are for studies of analog noise; one of memories alone has its fronts instead. */
function isOfSaft({ methods }: Pick<ProfileComparison, 'methods'>): boolean {
  return methods.some(({ method }) => method === 'saft' || method === 'noise-injection');
}

/** What a comparison has something to say about, in reading order: the result, its evidence, how it came about. */
export function sectionsOf(comparison: StudyComparison): readonly ComparisonSection[] {
  const { profiles, fronts, faultCurves, rateHistories } = comparison;
  const has: Readonly<Record<SectionId, boolean>> = {
    fronts: fronts !== undefined,
    tables: fronts !== undefined || profiles.some(isOfSaft),
    runs: profiles.some(({ methods }) => methods.length > 0),
    ladder: profiles.some(({ ladder }) => ladder.length > 0),
    tests: profiles.some(({ methods }) => methods.some(({ pairedTest }) => pairedTest !== undefined)),
    rates: rateHistories.some(({ memory, updates }) => memory !== undefined || updates.length > 0),
    curves: faultCurves.length > 0,
    sensitivity: profiles.some(({ sensitivity }) => sensitivity.length > 0),
    weights: profiles.some(({ methods }) => methods.some(({ seeds }) => seeds.length > 0)),
    differences: true,
  };
  return (Object.keys(titles) as SectionId[]).filter((id) => has[id]).map((id) => ({ id, title: titles[id] }));
}
