import type { ProfileComparison } from '../../contract/results.ts';
import { holmAdjusted } from '../../lab/statistics/holm.ts';

/** The tests of methods against their baselines, of all profiles together, with their p-values corrected for their number. */
export function withHolm(profiles: readonly ProfileComparison[]): readonly ProfileComparison[] {
  const tested = profiles.flatMap(({ methods }) => methods.flatMap(({ pairedTest }) => pairedTest ?? []));
  const adjusted = holmAdjusted(tested.map(({ pValue }) => pValue));
  const corrected = new Map(tested.map((test, index) => [test, { ...test, holmPValue: adjusted[index]! }]));
  return profiles.map((profile) => ({
    ...profile,
    methods: profile.methods.map((method) =>
      method.pairedTest === undefined ? method : { ...method, pairedTest: corrected.get(method.pairedTest)! },
    ),
  }));
}
