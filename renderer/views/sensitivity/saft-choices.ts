import type { MethodComparison } from '../../../main/contract/results.ts';
import type { SensitivityMetric } from '../../../main/contract/specification.ts';

/** What one SAFT method of a study trains under a profile. */
export interface SaftChoice {
  readonly label: string;
  /** In network order */
  readonly trained: readonly string[];
  readonly reason: string;
  /** Absent where layers were named */
  readonly chosenBy?: SensitivityMetric;
}

/** The choices of layers that were trained, in the order of the study. */
export function saftChoices(methods: readonly MethodComparison[]): readonly SaftChoice[] {
  return methods.flatMap(({ method, label, plan, chosenBy }): SaftChoice[] => {
    if (method !== 'saft' || plan === undefined) return [];
    return [{ label, trained: plan.trained, reason: plan.reason, ...(chosenBy === undefined ? {} : { chosenBy }) }];
  });
}

/** The choice to mark: the first that was made by a metric, otherwise the first there is. */
export function usualChoice(choices: readonly SaftChoice[], metric: SensitivityMetric): SaftChoice | undefined {
  return choices.find(({ chosenBy }) => chosenBy === metric) ?? choices[0];
}
