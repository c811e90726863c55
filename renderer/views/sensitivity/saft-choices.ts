import type { MethodComparison } from '../../../main/contract/results.ts';
import type { SensitivityMetric } from '../../../main/contract/specification.ts';

/** What a SAFT method of a study trains under a profile, or several that train the same layers. */
export interface SaftChoice {
  /** Of the first of them, and how many others there are */
  readonly label: string;
  /** In network order */
  readonly trained: readonly string[];
  readonly reason: string;
  /** Absent where layers were named */
  readonly chosenBy?: SensitivityMetric;
}

/** The choices of layers that were trained, each once, in the order of the study. */
export function saftChoices(methods: readonly MethodComparison[]): readonly SaftChoice[] {
  const groups = Map.groupBy(
    methods.filter(({ method, plan }) => method === 'saft' && plan !== undefined),
    ({ plan, chosenBy }) => JSON.stringify([plan!.trained.toSorted(), chosenBy]),
  );
  return [...groups.values()].map((alike): SaftChoice => {
    const { label, plan, chosenBy } = alike[0]!;
    const more = alike.length === 1 ? '' : ` and ${alike.length - 1} more`;
    const { trained, reason } = plan!;
    return { label: `${label}${more}`, trained, reason, ...(chosenBy === undefined ? {} : { chosenBy }) };
  });
}

/** The choice to mark: the first that was made by a metric, otherwise the first there is. */
export function usualChoice(choices: readonly SaftChoice[], metric: SensitivityMetric): SaftChoice | undefined {
  return choices.find(({ chosenBy }) => chosenBy === metric) ?? choices[0];
}
