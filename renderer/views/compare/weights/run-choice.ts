import type { ProfileComparison } from '../../../../main/contract/results.ts';
import type { SelectOption } from '../../../components/option-types.ts';
import type { LayerChange } from './weight-change.ts';

/** A configuration with finished training runs whose weights can be looked at. */
export interface TrainedChoice {
  readonly key: string;
  readonly method: string;
  readonly label: string;
  readonly profile: string;
  readonly seeds: readonly { readonly seed: number; readonly runId: number }[];
}

/** A list that can still be chosen from */
const mostChoices = 200;

/** SAFT's first: it is its choice of layers that the picture is about. */
export function trainedChoices(profiles: readonly ProfileComparison[]): readonly TrainedChoice[] {
  const all = profiles.flatMap(({ label: profile, methods }) =>
    methods.map(({ method, label, seeds }) => ({
      key: JSON.stringify([profile, label]),
      method,
      label,
      profile,
      seeds,
    })),
  );
  return all
    .toSorted((first, second) => Number(second.method === 'saft') - Number(first.method === 'saft'))
    .slice(0, mostChoices);
}

export function choiceOptions(choices: readonly TrainedChoice[]): readonly SelectOption[] {
  const several = new Set(choices.map(({ profile }) => profile)).size > 1;
  return choices.map(({ key, label, profile }) => ({ value: key, label: several ? `${label} (${profile})` : label }));
}

export function seedOptions(choice: TrainedChoice | undefined): readonly SelectOption[] {
  return (choice?.seeds ?? []).map(({ seed, runId }) => ({
    value: String(runId),
    label: String(seed),
    description: `Run ${runId}`,
  }));
}

/** The layer to look at where none was chosen: that which changed most. */
export function usualLayer(layers: readonly LayerChange[]): string | undefined {
  return layers.toSorted((first, second) => second.relativeChange - first.relativeChange)[0]?.layer;
}
